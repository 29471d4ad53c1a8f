// Comfort on the entry sheet: Enter saves and goes down, a column can be pasted, nothing typed is lost with the connection.
(function () {
  "use strict";
  var lembar = document.getElementById("lembar");
  if (!lembar) { return; }
  var draf = window.bwDraf(lembar.dataset.draf);
  var kabar = document.getElementById("kabar-luring");
  var sesiHabis = false;
  var mengirim = false;

  // What is for people without script goes, what needs one comes; again after every answer.
  function sesuaikan() {
    lembar.querySelectorAll("[data-tanpa-skrip]").forEach(function (satu) { satu.hidden = true; });
    lembar.querySelectorAll("[data-dengan-skrip]").forEach(function (satu) { satu.hidden = false; });
  }
  sesuaikan();

  function isian() {
    return Array.prototype.slice.call(lembar.querySelectorAll("[data-isian] .masuk input.form-control"));
  }
  function baris(target) { return document.getElementById("baris-" + target); }
  function kolom(unsur) { return Array.prototype.slice.call(unsur.querySelectorAll(".masuk input.form-control")); }
  function versi(unsur) { return unsur.querySelector("input[name$='-versi']:not([name^='p'])"); }
  function tertulis(unsur) { return JSON.stringify(kolom(unsur).map(function (satu) { return satu.value; })); }
  function terisi(unsur) { return kolom(unsur).every(function (satu) { return satu.value.trim() !== ""; }); }

  function kabarkan() {
    var banyak = Object.keys(draf.semua()).length;
    kabar.hidden = !banyak || (navigator.onLine && !sesiHabis && !kabar.dataset.putus);
    var teks = kabar.querySelector("[data-teks]");
    teks.textContent = (sesiHabis ? teks.dataset.sesi : teks.dataset.teks).replace("{n}", banyak);
  }

  function ingat(unsur) {
    var nilai = {};
    kolom(unsur).forEach(function (satu) { nilai[satu.name] = satu.value; });
    draf.simpan(unsur.dataset.target, nilai, versi(unsur) ? versi(unsur).value : "");
  }

  lembar.addEventListener("change", function (peristiwa) {
    var unsur = peristiwa.target.closest("[data-isian]");
    if (unsur && peristiwa.target.matches(".masuk input.form-control")) { ingat(unsur); }
  }, true);

  // Only what stands for a value goes to the server as a value: a file or an explanation saves itself.
  lembar.addEventListener("change", function (peristiwa) {
    if (peristiwa.target.matches(".bw-penjelasan, [data-berkas]")) { peristiwa.stopPropagation(); }
  }, true);

  lembar.addEventListener("keydown", function (peristiwa) {
    if (peristiwa.key !== "Enter" || !peristiwa.target.matches("input.form-control")) { return; }
    peristiwa.preventDefault();
    if (peristiwa.target.matches(".bw-penjelasan")) {
      peristiwa.target.parentElement.querySelector("button[formaction]").click();
      return;
    }
    var semua = isian();
    var berikut = semua[semua.indexOf(peristiwa.target) + 1];
    if (berikut) { berikut.focus(); berikut.select(); } else { peristiwa.target.blur(); }
  });

  // A column copied from a spreadsheet fills the cells from here downwards; two columns fill a ratio.
  lembar.addEventListener("paste", function (peristiwa) {
    if (!peristiwa.target.matches(".masuk input.form-control")) { return; }
    var teks = (peristiwa.clipboardData || window.clipboardData).getData("text");
    var sel = teks.replace(/\r/g, "").replace(/\n+$/, "").split(/[\n\t]/);
    if (sel.length < 2) { return; }
    peristiwa.preventDefault();
    var semua = isian();
    var awal = semua.indexOf(peristiwa.target);
    var disentuh = [];
    sel.forEach(function (isi, n) {
      var tujuan = semua[awal + n];
      if (!tujuan || isi.trim() === "") { return; }
      tujuan.value = isi.trim();
      var unsur = tujuan.closest("[data-isian]");
      if (disentuh.indexOf(unsur) < 0) { disentuh.push(unsur); }
    });
    disentuh.forEach(kirim);
  });

  function kirim(unsur) {
    ingat(unsur);
    if (terisi(unsur)) { window.htmx.trigger(unsur, "kirim"); }
  }

  // Half a ratio is not an entry yet; the other half follows.
  document.addEventListener("htmx:beforeRequest", function (peristiwa) {
    var unsur = peristiwa.detail.elt;
    if (!unsur.matches || !unsur.matches("[data-isian]")) { return; }
    // Two fields of a ratio that were changed while the row waited its turn are one entry, sent once.
    if (unsur.dataset.tersimpan === tertulis(unsur)) { peristiwa.preventDefault(); draf.hapus(unsur.dataset.target); return; }
    var kosong = kolom(unsur).filter(function (satu) { return satu.value.trim() === ""; }).length;
    if (kosong && kosong < kolom(unsur).length) { peristiwa.preventDefault(); }
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

  function tandai(unsur, salah) {
    kolom(unsur).forEach(function (satu) {
      satu.classList.toggle("is-invalid", salah);
      if (salah) {
        satu.setAttribute("aria-invalid", "true");
        satu.setAttribute("aria-describedby", unsur.id.replace("baris-", "pesan-"));
      } else {
        satu.removeAttribute("aria-invalid");
      }
    });
  }

  // Only what was sent is settled by its answer: a number typed meanwhile stays kept until its own turn came.
  function lepas(unsur, rincian) {
    if (rincian.elt.matches("[data-berkas]")) { return; }
    var isi = draf.semua()[unsur.dataset.target];
    var terkirim = rincian.requestConfig.parameters;
    var sama = !isi || Object.keys(isi.nilai).every(function (nama) { return terkirim[nama] === isi.nilai[nama]; });
    if (rincian.elt === unsur) {
      unsur.dataset.tersimpan = JSON.stringify(kolom(unsur).map(function (satu) { return terkirim[satu.name]; }));
    }
    if (sama || rincian.elt !== unsur) { draf.hapus(unsur.dataset.target); }
  }

  // The wrong cell is marked here, because its input is never replaced.
  document.addEventListener("htmx:afterRequest", function (peristiwa) {
    var unsur = peristiwa.target.closest ? peristiwa.target.closest("[data-isian]") : null;
    if (unsur) { delete unsur.dataset.tersimpan; }
    var xhr = peristiwa.detail.xhr;
    if (!unsur || !xhr) { return; }
    if (xhr.status === 0) { kabar.dataset.putus = "1"; unsur.dataset.tertunda = "1"; kabarkan(); return; }
    // Whoever was signed out gets the page of signing in, which is no answer of the sheet.
    var dijawab = xhr.status === 409 || xhr.status === 422 || (xhr.status === 200 && xhr.getResponseHeader("HX-Trigger"));
    if (!dijawab) { sesiHabis = xhr.status === 200 || xhr.status === 403; kabarkan(); return; }
    sesiHabis = false;
    delete kabar.dataset.putus;
    delete unsur.dataset.tertunda;
    tandai(unsur, xhr.status === 422);
    // What was typed against somebody else's number is kept until the person chose, also over a reload.
    if (xhr.status === 409) { unsur.dataset.bentrok = "1"; } else { delete unsur.dataset.bentrok; lepas(unsur, peristiwa.detail); }
    kabarkan();
    berikutnya();
  });
  document.addEventListener("htmx:oobAfterSwap", sesuaikan);
  document.addEventListener("htmx:afterSettle", sesuaikan);

  // One after the other, each with the version that the person saw: a conflict is shown, never written over.
  function berikutnya() {
    var isi = draf.semua();
    var target = Object.keys(isi).find(function (satu) {
      var unsur = baris(satu);
      return unsur && unsur.hasAttribute("data-isian") && !unsur.dataset.tertunda && !unsur.dataset.bentrok;
    });
    if (!mengirim || !target) { mengirim = false; return; }
    pulihkan(baris(target), isi[target]);
  }

  function pulihkan(unsur, satu) {
    kolom(unsur).forEach(function (bidang) {
      if (satu.nilai[bidang.name] !== undefined) { bidang.value = satu.nilai[bidang.name]; }
    });
    if (versi(unsur)) { versi(unsur).value = satu.versi; }
    if (terisi(unsur)) { window.htmx.trigger(unsur, "kirim"); } else { draf.hapus(unsur.dataset.target); berikutnya(); }
  }

  function kirimSemua() {
    var isi = draf.semua();
    Object.keys(isi).forEach(function (target) {
      if (!baris(target) || !baris(target).hasAttribute("data-isian")) { draf.hapus(target); return; }
      delete baris(target).dataset.tertunda;
    });
    mengirim = true;
    kabarkan();
    berikutnya();
  }
  window.addEventListener("online", kirimSemua);
  window.addEventListener("offline", kabarkan);
  window.setInterval(function () { if (kabar.dataset.putus && navigator.onLine) { kirimSemua(); } }, 15000);
  window.addEventListener("load", kirimSemua);

  lembar.addEventListener("click", function (peristiwa) {
    var tombol = peristiwa.target.closest("[data-pakai], [data-tetap], [data-ganti]");
    if (!tombol) { return; }
    var unsur = tombol.closest("[data-isian]");
    if (tombol.hasAttribute("data-tetap")) { kirim(unsur); return; }
    var pasangan = tombol.hasAttribute("data-ganti") ? [tombol.dataset.ganti] : [tombol.dataset["1"], tombol.dataset["2"]];
    pasangan.forEach(function (satu) {
      if (!satu) { return; }
      var letak = satu.indexOf("=");
      document.getElementById(satu.slice(0, letak)).value = satu.slice(letak + 1);
    });
    kirim(unsur);
  });

  // A file is sent the moment it was chosen, or dropped on its row; several one after the other.
  function lampirkan(masukan, berkas) {
    var label = masukan.closest("label");
    label.setAttribute("aria-busy", "true");
    return Array.prototype.reduce.call(berkas, function (antre, satu) {
      return antre.then(function () {
        // The answer to the one before has put a new input in this place.
        var kini = document.querySelector("[data-berkas='" + masukan.dataset.berkas + "']") || masukan;
        return window.htmx.ajax("POST", kini.dataset.berkas, { source: kini, swap: "none", values: { berkas: satu } });
      });
    }, Promise.resolve()).then(function () { label.removeAttribute("aria-busy"); });
  }

  lembar.addEventListener("change", function (peristiwa) {
    if (!peristiwa.target.matches("[data-berkas]") || !peristiwa.target.files.length) { return; }
    lampirkan(peristiwa.target, peristiwa.target.files);
  }, true);

  function membawaBerkas(peristiwa) {
    return Array.prototype.indexOf.call(peristiwa.dataTransfer ? peristiwa.dataTransfer.types : [], "Files") >= 0;
  }
  function tinggalkan() {
    lembar.querySelectorAll(".bw-seret").forEach(function (satu) { satu.classList.remove("bw-seret"); });
  }
  // Beside a row a file is dropped on nothing: without this the browser would open it in place of the sheet.
  lembar.addEventListener("dragover", function (peristiwa) {
    if (!membawaBerkas(peristiwa)) { return; }
    peristiwa.preventDefault();
    var unsur = peristiwa.target.closest("[data-isian]");
    var ada = unsur && unsur.querySelector("[data-berkas]");
    peristiwa.dataTransfer.dropEffect = ada ? "copy" : "none";
    tinggalkan();
    if (ada) { unsur.classList.add("bw-seret"); }
  });
  lembar.addEventListener("dragleave", tinggalkan);
  lembar.addEventListener("drop", function (peristiwa) {
    if (!membawaBerkas(peristiwa)) { return; }
    peristiwa.preventDefault();
    tinggalkan();
    var unsur = peristiwa.target.closest("[data-isian]");
    var masukan = unsur && unsur.querySelector("[data-berkas]");
    if (masukan) { lampirkan(masukan, peristiwa.dataTransfer.files); }
  });
}());
