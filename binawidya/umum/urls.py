"""Addresses of the kernel."""

from django.urls import path

from binawidya.umum import views

app_name = "umum"
urlpatterns = [
    path("menu/", views.menu, name="menu"),
    path("tampilan/", views.theme_update, name="theme_update"),
    path("sehat/", views.health_alive, name="health_alive"),
    path("siap/", views.health_ready, name="health_ready"),
    path("komponen/", views.components, name="components"),
]
