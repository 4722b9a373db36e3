"""Pictures as SVG: heat map, world map, network diagram."""
