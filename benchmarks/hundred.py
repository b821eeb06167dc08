"""One process that writes 100 forms into one PDF and tells its peak memory in MB."""

from __future__ import annotations

import io
from pathlib import Path

from benchmarks.forms import table
from exporters.pdf.write import write_pdf


def main() -> None:
    """Writes and tells."""
    write_pdf((table() for _ in range(100)), io.BytesIO())
    status = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    peak = next(line for line in status if line.startswith("VmHWM"))  # ru_maxrss would hold the parent's peak
    print(f"{int(peak.split()[1]) / 1024:.1f}")


if __name__ == "__main__":
    main()
