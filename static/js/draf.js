// Typed values that have not reached the server: kept in this browser, sent again when it is back.
(function () {
  "use strict";
  var UMUR = 7 * 24 * 3600 * 1000;

  function baca(kunci) {
    try {
      var isi = JSON.parse(window.localStorage.getItem(kunci) || "{}");
      Object.keys(isi).forEach(function (nama) {
        if (Date.now() - isi[nama].waktu > UMUR) { delete isi[nama]; }
      });
      return isi;
    } catch (galat) { return {}; }
  }

  function tulis(kunci, isi) {
    try {
      if (Object.keys(isi).length) { window.localStorage.setItem(kunci, JSON.stringify(isi)); } else { window.localStorage.removeItem(kunci); }
    } catch (galat) { /* a browser that stores nothing works as before */ }
  }

  window.bwDraf = function (nama) {
    var kunci = "bw-draf-" + nama;
    return {
      semua: function () { return baca(kunci); },
      simpan: function (target, nilai, versi) {
        var isi = baca(kunci);
        isi[target] = { nilai: nilai, versi: versi, waktu: Date.now() };
        tulis(kunci, isi);
      },
      hapus: function (target) {
        var isi = baca(kunci);
        delete isi[target];
        tulis(kunci, isi);
      }
    };
  };
}());
