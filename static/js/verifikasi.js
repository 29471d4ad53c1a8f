// Keyboard for the queue: S approves, K goes to the reason and sends back, U takes the last decision back, arrows move.
// Switched off while typing.
(function () {
  "use strict";
  var antrean = document.querySelector("[data-antrean]");
  document.querySelectorAll("[data-skrip]").forEach(function (bagian) { bagian.hidden = false; });

  function mengetik(unsur) {
    return unsur.matches("input, textarea, select, [contenteditable]");
  }

  function pindah(langkah) {
    var kasus = antrean ? Array.prototype.slice.call(antrean.querySelectorAll("a.bw-kasus")) : [];
    var kini = kasus.findIndex(function (satu) { return satu.hasAttribute("aria-current"); });
    var tujuan = kasus[kini + langkah];
    if (tujuan) { window.location.assign(tujuan.href); }
  }

  document.addEventListener("keydown", function (peristiwa) {
    if (peristiwa.ctrlKey || peristiwa.metaKey || peristiwa.altKey || mengetik(peristiwa.target)) { return; }
    var kunci = peristiwa.key.toLowerCase();
    if (kunci === "arrowdown" || kunci === "arrowup") {
      peristiwa.preventDefault();
      pindah(kunci === "arrowdown" ? 1 : -1);
      return;
    }
    // The button of the undoing stands above the queue, and also where nothing waits any more.
    var tombol = "sku".indexOf(kunci) < 0 ? null : document.querySelector("[data-pintas='" + kunci + "']");
    if (!tombol || peristiwa.repeat) { return; }
    peristiwa.preventDefault();
    if (kunci === "k") {
      // A reason belongs to it: the first press leads there, Enter in the field sends it.
      document.getElementById("id_alasan").focus();
      return;
    }
    tombol.form.requestSubmit(tombol);
  });
}());
