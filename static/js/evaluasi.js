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
})();
