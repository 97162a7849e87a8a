namespace MapDashboard.Web.Areas;

/// <summary>One entry of <c>Map:BaseLayers</c>, as the operator wrote it. <see cref="BaseLayer"/> reads it.</summary>
public sealed record BaseLayerOptions
{
    /// <summary>tianditu, amap, xyz, pmtiles, or none for the own base map at this place in the order.</summary>
    public string Kind { get; init; } = "";

    /// <summary>What the chooser calls it; empty for the kind's own name.</summary>
    public string Name { get; init; } = "";

    /// <summary>vector or image, of tianditu also terrain: which pictures, and how a page by night dims them.</summary>
    public string Style { get; init; } = "";

    /// <summary>Tiles by {z}, {x}, {y}, perhaps {s}, {key} and for tianditu {layer}; for pmtiles a file of this machine or an address.</summary>
    public string Url { get; init; } = "";

    /// <summary>What {key} stands for. Every signed-in browser gets it.</summary>
    public string Key { get; init; } = "";

    /// <summary>What {s} stands for in turn, comma-separated.</summary>
    public string Subdomains { get; init; } = "";

    /// <summary>wgs84 or gcj02: where the tiles' picture lies. The tiles' grid is EPSG:3857 either way.</summary>
    public string Crs { get; init; } = "";

    public string Attribution { get; init; } = "";

    /// <summary>审图号, shown on every map that shows this layer.</summary>
    public string ApprovalNumber { get; init; } = "";

    /// <summary>The zooms of which there are tiles; nearer in, the last ones are enlarged. Texts, because the binder drops an entry whose number it cannot read.</summary>
    public string MinZoom { get; init; } = "";

    public string MaxZoom { get; init; } = "";
}
