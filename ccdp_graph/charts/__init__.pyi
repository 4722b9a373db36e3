from .heat_map import (
    draw_heat_map as draw_heat_map,
)
from .network_diagram import (
    connections_picture as connections_picture,
)
from .network_files import (
    connections_graphml as connections_graphml,
    connections_page as connections_page,
)
from .world_map import (
    Sign as Sign,
    draw_world_map as draw_world_map,
    explanation as explanation,
    legend as legend,
)
