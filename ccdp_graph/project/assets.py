"""Where the project's files lie: bundled ones, and a user's own layered over them.

In a checkout the folders stand beside the package; a wheel carries copies inside it. A project
folder (one that has a ccdp.toml) may have folders of the same names: a file there replaces the
bundled one of the same name and adds to the others.
"""

from dataclasses import dataclass
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def bundled_folder() -> Path:
    """Return the folder that holds ontology/, mapping/, shapes/, queries/ and examples/."""
    inside_wheel = _PACKAGE / "_assets"
    return inside_wheel if inside_wheel.is_dir() else _PACKAGE.parent


@dataclass(frozen=True, slots=True)
class AssetFolders:
    """The folders that assets are read from, the strongest last."""

    layers: tuple[Path, ...]

    def files(self, pattern: str) -> tuple[Path, ...]:
        """Return the files that fit a glob pattern, by name; a stronger layer replaces one.

        Args:
            pattern: Relative to a layer, such as `mapping/*.columns.yml`.
        """
        found: dict[str, Path] = {}
        for layer in self.layers:
            for path in sorted(layer.glob(pattern)):
                found[path.relative_to(layer).as_posix()] = path
        return tuple(found[name] for name in sorted(found))
