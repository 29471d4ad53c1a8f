// Comfort only: every page works without this file.
(function () {
  "use strict";
  var akar = document.documentElement;

  // Theme: change at once, remember in the background, keep what is being typed.
  function pasang(form) {
    var tombol = form.querySelector("button[name=tema]");
    tombol.value = akar.getAttribute("data-bs-theme") === "dark" ? "terang" : "gelap";
    form.addEventListener("submit", function (peristiwa) {
      peristiwa.preventDefault();
      var isi = new FormData(form);
      isi.set("tema", tombol.value);
      akar.setAttribute("data-bs-theme", tombol.value === "gelap" ? "dark" : "light");
      tombol.value = tombol.value === "gelap" ? "terang" : "gelap";
      fetch(form.action, { method: "POST", body: isi, redirect: "manual", credentials: "same-origin" }).catch(function () {});
    });
  }

  // A password can be looked at.
  function lihat(tombol) {
    var isian = document.getElementById(tombol.getAttribute("aria-controls"));
    tombol.hidden = false;
    tombol.addEventListener("click", function () {
      var terbuka = isian.type === "password";
      isian.type = terbuka ? "text" : "password";
      tombol.setAttribute("aria-pressed", String(terbuka));
      isian.focus();
    });
    // Never submitted as a plain text field: browsers would offer it again.
    isian.form.addEventListener("submit", function () { isian.type = "password"; });
  }

  // A short notice at the edge of the page. The words stand in the page.
  function kabar(kunci, nada) {
    var tempat = document.getElementById("kabar");
    if (!tempat) { return; }
    var baris = document.createElement("div");
    baris.className = "alert nada-" + nada;
    baris.textContent = tempat.dataset[kunci];
    tempat.replaceChildren(baris);
    setTimeout(function () { baris.remove(); }, 8000);
  }

  function siapkan(bagian) {
    bagian.querySelectorAll("form[data-tema]").forEach(pasang);
    bagian.querySelectorAll("button[data-lihat]").forEach(lihat);
    bagian.querySelectorAll("button[data-kembali]").forEach(function (tombol) {
      if (history.length < 2) { return; }
      tombol.hidden = false;
      tombol.addEventListener("click", function () { history.back(); });
    });
    bagian.querySelectorAll("button[data-cetak]").forEach(function (tombol) {
      tombol.hidden = false;
      tombol.addEventListener("click", function () { window.print(); });
    });
    // One box for the whole page of a list.
    bagian.querySelectorAll("[data-centang-semua]").forEach(function (label) {
      var kepala = label.querySelector("input");
      label.hidden = false;
      kepala.addEventListener("change", function () {
        kepala.form.querySelectorAll("input[name=pilih]").forEach(function (kotak) { kotak.checked = kepala.checked; });
      });
    });
    // A select that only filters applies itself; its button is for people without script.
    bagian.querySelectorAll("form[data-langsung]").forEach(function (form) {
      form.addEventListener("change", function (peristiwa) {
        if (peristiwa.target.tagName === "SELECT") { form.requestSubmit(); }
      });
    });
  }

  document.addEventListener("DOMContentLoaded", function () {
    siapkan(document);
    var salah = document.querySelector("form[method=post] [data-fokus]");
    if (salah) { salah.focus(); }
  });
  document.addEventListener("htmx:load", function (peristiwa) {
    if (peristiwa.target !== document.body) { siapkan(peristiwa.target); }
  });

  function bebaskan(form) {
    delete form.dataset.terkirim;
    form.querySelectorAll("button[aria-busy=true]").forEach(function (tombol) { tombol.removeAttribute("aria-busy"); });
  }

  // One press, one act: a form that is on its way is not sent again, and its button says so.
  document.addEventListener("submit", function (peristiwa) {
    var form = peristiwa.target;
    if (peristiwa.defaultPrevented || form.method !== "post") { return; }
    if (form.dataset.terkirim) { peristiwa.preventDefault(); return; }
    form.dataset.terkirim = "1";
    if (peristiwa.submitter) { peristiwa.submitter.setAttribute("aria-busy", "true"); }
    // The page may stay, because the answer is a file: after a while it can be sent again.
    setTimeout(function () { bebaskan(form); }, 5000);
  });
  window.addEventListener("pageshow", function (peristiwa) {
    if (!peristiwa.persisted) { return; }
    document.querySelectorAll("form[data-terkirim]").forEach(bebaskan);
  });

  // A menu of <details> closes when the person goes elsewhere.
  function tutup(selain) {
    document.querySelectorAll("details.bw-akun[open]").forEach(function (menu) {
      if (menu !== selain) { menu.open = false; }
    });
  }
  document.addEventListener("click", function (peristiwa) { tutup(peristiwa.target.closest("details.bw-akun")); });
  document.addEventListener("keydown", function (peristiwa) {
    if (peristiwa.key !== "Escape") { return; }
    var menu = document.querySelector("details.bw-akun[open]");
    if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
  });

  // What htmx could not bring, in words.
  document.addEventListener("htmx:sendError", function () { kabar("putus", "bahaya"); });
  document.addEventListener("htmx:timeout", function () { kabar("lambat", "perhatian"); });
  document.addEventListener("htmx:responseError", function (peristiwa) {
    var status = peristiwa.detail.xhr.status;
    kabar(status === 403 || status === 404 ? "ditolak" : "gangguan", "bahaya");
  });
}());
