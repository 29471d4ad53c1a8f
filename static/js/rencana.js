// Comfort while planning: sums shown as they are typed, Enter and the arrows go up and down the grid.
(function () {
  "use strict";
  function baca(teks) {
    var bersih = (teks || "").trim().replace(/\u00a0/g, "").replace(/\u2212/g, "-");
    if (!/^-?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?$/.test(bersih)) { return null; }
    return Number(bersih.replace(/\./g, "").replace(",", "."));
  }
  function tulis(angka) {
    return (Math.round(angka * 1e6) / 1e6).toLocaleString("id-ID", { maximumFractionDigits: 6 }).replace("-", "\u2212");
  }
  function gabung(agregasi, nilai) {
    if (!nilai.length) { return null; }
    if (agregasi === "jumlah" || agregasi === "rata_rata") {
      var jumlah = nilai.reduce(function (a, b) { return a + b; }, 0);
      return agregasi === "jumlah" ? jumlah : jumlah / nilai.length;
    }
    if (agregasi === "tertinggi") { return Math.max.apply(null, nilai); }
    if (agregasi === "terendah") { return Math.min.apply(null, nilai); }
    return nilai[nilai.length - 1];
  }
  var NAMA = { jumlah: "jumlah bulan", rata_rata: "rata-rata bulan", tertinggi: "bulan tertinggi", terendah: "bulan terendah" };
  function terisi(isian) { return isian.map(function (i) { return baca(i.value); }).filter(function (n) { return n !== null; }); }
  function semua(akar, saring) { return Array.prototype.slice.call(akar.querySelectorAll(saring)); }

  function kisi(bentuk) {
    var bobot = bentuk.querySelector("[data-bobot]");
    function hitung() {
      var tetap = baca(bentuk.dataset.tetap) || 0;
      var jumlah = terisi(semua(bentuk, "[data-apa=bobot]")).reduce(function (a, b) { return a + b; }, tetap);
      bobot.textContent = tulis(jumlah);
      bobot.classList.toggle("bw-beda", Math.abs(jumlah - 100) > 1e-9);
      semua(bentuk, "[data-baris]").forEach(function (baris) {
        var agregasi = baris.dataset.agregasi, dapat = gabung(agregasi, terisi(semua(baris, "[data-apa=bulan]")));
        var target = baca(baris.querySelector("[data-apa=target]").value), tempat = baris.querySelector("[data-terhitung]");
        var sama = dapat !== null && target !== null && Math.abs(dapat - target) < 0.5 * Math.pow(10, -Number(baris.dataset.desimal));
        tempat.textContent = dapat === null || sama ? "" : "· " + (NAMA[agregasi] || "bulan terakhir") + " " + tulis(dapat);
        tempat.classList.toggle("bw-beda", !sama);
      });
    }
    bentuk.addEventListener("input", hitung);
    bentuk.addEventListener("keydown", function (peristiwa) {
      var langkah = { Enter: 1, ArrowDown: 1, ArrowUp: -1 }[peristiwa.key];
      if (!langkah || !peristiwa.target.matches("input.form-control")) { return; }
      peristiwa.preventDefault();
      var sel = peristiwa.target.closest("td"), baris = sel.parentNode, tempat = Array.prototype.indexOf.call(baris.children, sel);
      var lain = langkah > 0 ? baris.nextElementSibling : baris.previousElementSibling;
      while (lain) {
        var tujuan = lain.children[tempat] && lain.children[tempat].querySelector("input");
        if (tujuan) { tujuan.focus(); tujuan.select(); return; }
        lain = langkah > 0 ? lain.nextElementSibling : lain.previousElementSibling;
      }
    });
    hitung();
  }
  function target(bentuk) {
    var bulan = semua(bentuk, ".bw-bulan-isian input[name^=b]"), tempat = bentuk.querySelector("[data-jumlah]");
    function hitung() {
      var dapat = gabung(bentuk.dataset.agregasi, terisi(bulan));
      tempat.textContent = dapat === null ? "" : "Terbaca: " + (NAMA[bentuk.dataset.agregasi] || "bulan terakhir") + " " + tulis(dapat) + ".";
    }
    bentuk.addEventListener("input", function (peristiwa) {
      var ketik = bentuk.querySelector("input[name=cara][value=ketik]");
      if (ketik && bulan.indexOf(peristiwa.target) >= 0) { ketik.checked = true; }
      hitung();
    });
    hitung();
  }
  function turunkan(bentuk) {
    var tempat = bentuk.querySelector("[data-jumlah]");
    if (!tempat) { return; }
    function hitung() {
      var jumlah = terisi(semua(bentuk, ".bw-penerima input")).reduce(function (a, b) { return a + b; }, 0);
      tempat.textContent = "Jumlah bagian " + tulis(jumlah) + " dari " + bentuk.dataset.utuh + ".";
    }
    bentuk.addEventListener("input", hitung);
    hitung();
  }
  semua(document, "[data-kisi]").forEach(kisi);
  semua(document, "[data-target]").forEach(target);
  semua(document, "[data-turunkan]").forEach(turunkan);
}());
