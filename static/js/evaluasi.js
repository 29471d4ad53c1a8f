// Keyboard for the table of a team: 3 above, 2 as expected, 1 below; arrows and Enter go from field to field.
(function () {
  "use strict";
  var tabel = document.querySelector("[data-kalibrasi]");
  if (!tabel) { return; }
  document.querySelectorAll("[data-skrip]").forEach(function (bagian) { bagian.hidden = false; });
  var nilai = { "3": "di_atas", "2": "sesuai", "1": "di_bawah" };

  // Cells as the eye sees them: rows above each other, the two ratings of a person side by side.
  function tetangga(sel, baris, kolom) {
    var orang = Array.prototype.slice.call(tabel.querySelectorAll("tr"))
      .filter(function (satu) { return satu.querySelector("select[data-sel]"); });
    var tempat = orang[orang.indexOf(sel.closest("tr")) + baris];
    return tempat && tempat.querySelector("select[data-sel='" + (kolom || sel.dataset.sel) + "']");
  }
  function terbuka(sel) {
    try { return sel.matches(":open"); } catch (tidakDikenal) { return false; }
  }
  function tujuan(sel, tombol) {
    if (tombol === "ArrowDown" || tombol === "Enter") { return tetangga(sel, 1); }
    if (tombol === "ArrowUp") { return tetangga(sel, -1); }
    if (tombol === "ArrowRight") { return tetangga(sel, 0, "perilaku"); }
    return tetangga(sel, 0, "hasil");
  }

  tabel.addEventListener("keydown", function (peristiwa) {
    var sel = peristiwa.target;
    if (!sel.matches("select[data-sel]") || peristiwa.ctrlKey || peristiwa.metaKey || peristiwa.altKey) { return; }
    if (terbuka(sel)) { return; }
    if (nilai[peristiwa.key]) {
      peristiwa.preventDefault();
      if (sel.value !== nilai[peristiwa.key]) {
        sel.value = nilai[peristiwa.key];
        sel.dispatchEvent(new Event("change", { bubbles: true }));
      }
    } else if (/^(Arrow(Up|Down|Left|Right)|Enter)$/.test(peristiwa.key)) {
      // An arrow would change the rating unseen, and the row would save it.
      peristiwa.preventDefault();
      var lain = tujuan(sel, peristiwa.key);
      if (lain) { lain.focus({ preventScroll: true }); lain.closest("tr").scrollIntoView({ block: "nearest" }); }
    }
  });

  // Where the distribution stays in sight, the heading of the columns stays right below it.
  if (window.ResizeObserver) {
    var ukur = new ResizeObserver(function (semua) {
      semua.forEach(function (satu) {
        satu.target.parentNode.style.setProperty("--bw-pola", satu.target.offsetHeight + "px");
      });
    });
    var amati = function () {
      ukur.disconnect();
      tabel.querySelectorAll(".bw-pola").forEach(function (satu) { ukur.observe(satu); });
    };
    amati();
    document.body.addEventListener("htmx:oobAfterSwap", amati);
  }

  // A row that could not be saved says so until it is.
  ["htmx:sendError", "htmx:timeout", "htmx:responseError"].forEach(function (nama) {
    tabel.addEventListener(nama, function (peristiwa) {
      var baris = peristiwa.target.closest("tr");
      if (baris) { baris.classList.add("bw-gagal"); }
    });
  });
  tabel.addEventListener("htmx:beforeRequest", function (peristiwa) { peristiwa.target.classList.remove("bw-gagal"); });

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
