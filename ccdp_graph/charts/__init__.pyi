from .heat_map import (
    draw_heat_map as draw_heat_map,
)
from .network_diagram import (
    connections_picture as connections_picture,
)
from .network_files import (
    connections_graphml as connections_graphml,
)
from .network_files import (
    connections_page as connections_page,
)
from .world_map import (
    Sign as Sign,
)
from .world_map import (
    draw_world_map as draw_world_map,
)
from .world_map import (
    explanation as explanation,
)
from .world_map import (
    legend as legend,
)
