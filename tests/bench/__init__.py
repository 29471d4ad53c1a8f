"""How fast it is, measured the same way every time: ``make bench``, or ``make bench HANYA=skor`` for one group."""
