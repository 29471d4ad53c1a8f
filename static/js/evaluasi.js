// Keyboard for the table of a team: 3 above, 2 as expected, 1 below, Enter goes to the same field of the next row.
(function () {
  "use strict";
  var tabel = document.querySelector("[data-kalibrasi]");
  if (!tabel) { return; }
  document.querySelectorAll("[data-skrip]").forEach(function (bagian) { bagian.hidden = false; });
  var nilai = { "3": "di_atas", "2": "sesuai", "1": "di_bawah" };

  function berikutnya(sel) {
    var semua = Array.prototype.slice.call(tabel.querySelectorAll("select[data-sel='" + sel.dataset.sel + "']"));
    var tujuan = semua[semua.indexOf(sel) + 1];
    if (tujuan) { tujuan.focus(); }
  }

  tabel.addEventListener("keydown", function (peristiwa) {
    var sel = peristiwa.target;
    if (!sel.matches("select[data-sel]") || peristiwa.ctrlKey || peristiwa.metaKey || peristiwa.altKey) { return; }
    if (nilai[peristiwa.key]) {
      peristiwa.preventDefault();
      if (sel.value !== nilai[peristiwa.key]) {
        sel.value = nilai[peristiwa.key];
        sel.dispatchEvent(new Event("change", { bubbles: true }));
      }
    } else if (peristiwa.key === "Enter") {
      peristiwa.preventDefault();
      berikutnya(sel);
    }
  });

  // Who goes on typing does not wait for the answer to the field before: what was entered meanwhile outlives the answer
  // that replaces the row, and is sent with the version of that answer.
  function isian(baris) {
    var nilai = {};
    baris.querySelectorAll("select[name], input[name]").forEach(function (satu) {
      if (!/versi$/.test(satu.name)) { nilai[satu.name] = satu.value; }
    });
    return nilai;
  }

  var terkirim = {}, menyusul = {};
  tabel.addEventListener("htmx:configRequest", function (peristiwa) {
    terkirim[peristiwa.target.id] = isian(peristiwa.target);
  });
  tabel.addEventListener("htmx:beforeSwap", function (peristiwa) {
    var baris = peristiwa.detail.target, lama = terkirim[baris.id], kini = isian(baris), baru = {};
    Object.keys(lama || {}).forEach(function (nama) {
      if (kini[nama] !== undefined && kini[nama] !== lama[nama]) { baru[nama] = kini[nama]; }
    });
    menyusul[baris.id] = baru;
  });
  document.body.addEventListener("htmx:afterSettle", function (peristiwa) {
    var baris = peristiwa.target, baru = menyusul[baris.id];
    if (!baru) { return; }
    delete menyusul[baris.id];
    var diubah = null;
    Object.keys(baru).forEach(function (nama) {
      var satu = baris.querySelector("[name='" + nama + "']");
      if (satu && satu.value !== baru[nama]) { satu.value = baru[nama]; diubah = satu; }
    });
    if (diubah) { diubah.dispatchEvent(new Event("change", { bubbles: true })); }
  });
})();
