// Comfort on the entry sheet: Enter saves and goes down, the number is shown as it was understood.
(function () {
  "use strict";
  var lembar = document.getElementById("lembar");
  if (!lembar) { return; }
  // Every cell saves itself; the button for saving is for people without script.
  lembar.querySelectorAll("[data-tanpa-skrip]").forEach(function (tombol) { tombol.hidden = true; });

  function isian() {
    return Array.prototype.slice.call(lembar.querySelectorAll("[data-isian] input.form-control"));
  }

  lembar.addEventListener("keydown", function (peristiwa) {
    if (peristiwa.key !== "Enter" || !peristiwa.target.matches("input.form-control")) { return; }
    peristiwa.preventDefault();
    var semua = isian();
    var berikut = semua[semua.indexOf(peristiwa.target) + 1];
    if (berikut) { berikut.focus(); berikut.select(); } else { peristiwa.target.blur(); }
  });

  document.addEventListener("terbaca", function (peristiwa) {
    Object.keys(peristiwa.detail).forEach(function (id) {
      var unsur = document.getElementById(id);
      if (id !== "elt" && unsur && unsur !== document.activeElement) {
        unsur.value = peristiwa.detail[id];
        unsur.classList.remove("is-invalid");
        unsur.removeAttribute("aria-invalid");
      }
    });
  });

  // The wrong cell is marked here, because its input is never replaced.
  document.addEventListener("htmx:afterRequest", function (peristiwa) {
    var baris = peristiwa.target.closest ? peristiwa.target.closest("[data-isian]") : null;
    if (!baris) { return; }
    var salah = peristiwa.detail.xhr && peristiwa.detail.xhr.status === 422;
    baris.querySelectorAll("input.form-control").forEach(function (unsur) {
      unsur.classList.toggle("is-invalid", salah);
      if (salah) {
        unsur.setAttribute("aria-invalid", "true");
        unsur.setAttribute("aria-describedby", baris.id.replace("baris-", "pesan-"));
      } else {
        unsur.removeAttribute("aria-invalid");
      }
    });
  });
}());
