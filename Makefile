# Dua perintah cukup: "make demo" mencoba, "make test" menguji. "make help" menyebut yang lain.
.DEFAULT_GOAL := help
.NOTPARALLEL:
.SILENT:
MAKEFLAGS += --no-print-directory
SHELL := /bin/sh

PORTA ?= 8000
PYTHON := .venv/bin/python
export PORTA

.PHONY: help demo test lint bench reset kunci bersih siap-demo siap-uji

help: ## daftar perintah ini
	echo "Binawidya. Perintah:"
	awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))
	echo "Pilihan:"
	echo "  PORTA=8001     porta demo (bawaan 8000)"
	echo "  SEKALI=1       demo: jalankan pekerjaan utamanya sekali, lalu selesai"
	echo "  PILIH='-k x'   test: pilihan untuk pytest"
	echo "  HANYA=skor     bench: satu kelompok saja"
	echo "  NAIK=1         kunci: naikkan semua versi"

demo: siap-demo ## pasang, isi data contoh, jalankan pekerjaan utama, lalu layani di peramban
	alat/jalan.sh $(PYTHON) manage.py demo $(if $(SEKALI),--sekali)

test: siap-uji ## pasang, lalu jalankan semua pemeriksaan dan uji
	PILIH="$(PILIH)" alat/uji.sh semua

lint: siap-uji ## hanya pemeriksaan tanpa menjalankan: gaya, tipe, batas impor, pengaturan
	alat/uji.sh statis

bench: siap-uji ## ukur kecepatan, tulis var/bench.json
	alat/jalan.sh $(PYTHON) -m tests.bench $(if $(HANYA),--hanya $(HANYA))

reset: ## hapus basis data dan berkas demo (bertanya dulu)
	python=$$(alat/python.sh cari) && "$$python" alat/reset.py

kunci: ## susun ulang requirements/*.txt dari pyproject.toml
	NAIK="$(NAIK)" alat/kunci.sh

bersih: ## hapus semua yang dapat dibuat lagi; data demo tetap
	rm -rf .venv node_modules .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis var/aset var/uji var/statis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

siap-demo:
	alat/python.sh pasang demo
	alat/pustaka.sh
	alat/aset.sh

siap-uji:
	alat/python.sh pasang development
	alat/pustaka.sh
	alat/aset.sh
