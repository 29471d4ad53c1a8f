// Comfort only: sex and birth date from the NIP while it is typed, and only the pay classes of the kind of employee.
(function () {
  "use strict";
  var form = document.querySelector("form[data-pegawai]");
  if (!form) { return; }
  var nip = form.elements.nip, lahir = form.elements.tanggal_lahir, kelamin = form.elements.jenis_kelamin;
  var jenis = form.elements.jenis_pegawai, golongan = form.elements.golongan;
  // What somebody chose is never overwritten; what came from the NIP follows it.
  var dariNip = { lahir: lahir.value === "", kelamin: kelamin.value === "" };

  lahir.addEventListener("input", function () { dariNip.lahir = lahir.value === ""; });
  kelamin.addEventListener("change", function () { dariNip.kelamin = kelamin.value === ""; });

  function baca() {
    var angka = nip.value.replace(/[\s.'\-]/g, "");
    if (!/^[0-9]{18}$/.test(angka)) { return; }
    var hari = angka.slice(0, 4) + "-" + angka.slice(4, 6) + "-" + angka.slice(6, 8);
    if (dariNip.lahir && !isNaN(Date.parse(hari))) { lahir.value = hari; }
    if (dariNip.kelamin) { kelamin.value = { "1": "L", "2": "P" }[angka[14]] || ""; }
  }

  function pilah() {
    var pppk = jenis.value.indexOf("pppk") === 0;
    golongan.querySelectorAll("optgroup").forEach(function (kelompok, letak) {
      var cocok = (letak === 1) === pppk;
      kelompok.hidden = !cocok;
      kelompok.disabled = !cocok;
    });
    var pilihan = golongan.selectedOptions[0];
    if (pilihan && pilihan.parentNode.disabled) { golongan.value = ""; }
  }

  nip.addEventListener("input", baca);
  jenis.addEventListener("change", pilah);
  baca();
  pilah();
}());
