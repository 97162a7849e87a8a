using System.Globalization;
using MapDashboard.Data.Cluster;

namespace MapDashboard.Web.Areas;

/// <summary>A base layer as pages get it: {z}, {x}, {y} and {s} are theirs to fill in. Crs is wgs84 or gcj02, zooms are those of the tiles.</summary>
public sealed record BaseLayerView(
    string Kind, string Name, string Style, string Url, string? LabelUrl, IReadOnlyList<string> Subdomains, string Crs,
    string Attribution, string ApprovalNumber, int MinZoom, int MaxZoom);

/// <summary>One configured layer, checked: what pages get, the origins that browsers must be let to, and the archive that this server serves.</summary>
public sealed record BaseLayer(BaseLayerView View, IReadOnlyList<string> Origins, string? ArchivePath)
{
    private const int DeepestZoom = 22;

    private const string TiandituUrl =
        "https://t{s}.tianditu.gov.cn/{layer}_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER={layer}&STYLE=default&TILEMATRIXSET=w&FORMAT=tiles"
        + "&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk={key}";

    private const string AmapUrl = "https://webrd0{s}.is.autonavi.com/appmaptile?lang=zh_cn&size=1&scale=1&style=8&x={x}&y={y}&z={z}";

    /// <summary>Of each style: the pictures, their labels, the name.</summary>
    private static readonly Dictionary<string, (string Ground, string Labels, string Name)> TiandituStyles = new(StringComparer.Ordinal)
    {
        ["vector"] = ("vec", "cva", "天地图"), ["image"] = ("img", "cia", "天地图影像"), ["terrain"] = ("ter", "cta", "天地图地形"),
    };

    /// <exception cref="StartRefusedException">The entry cannot be; the message says which and why.</exception>
    public static BaseLayer Of(BaseLayerOptions options, int index)
    {
        var entry = new Entry(options, $"Map:BaseLayers:{index.ToString(CultureInfo.InvariantCulture)}");
        if (options.Kind != "tianditu" && options.Style is not ("" or "vector" or "image")) throw entry.Refuse($"Style '{options.Style}' is neither vector nor image.");
        return options.Kind switch
        {
            "tianditu" => Tianditu(entry),
            "amap" => entry.Tiles("高德", AmapUrl, "1,2,3,4", crs: "gcj02", attribution: "© 高德地图", zooms: (3, 18)),
            "xyz" => entry.Tiles("瓦片底图", "", "", crs: "wgs84", attribution: "", zooms: (0, 18)),
            "pmtiles" => Pmtiles(entry, index),
            "none" => new BaseLayer(entry.View("", null, [], "", entry.Crs("wgs84"), "", (0, DeepestZoom)), [], null),
            _ => throw entry.Refuse($"Kind '{options.Kind}' is none of tianditu, amap, xyz, pmtiles and none."),
        };
    }

    private static BaseLayer Tianditu(Entry entry)
    {
        var style = entry.Options.Style.Length > 0 ? entry.Options.Style : "vector";
        if (!TiandituStyles.TryGetValue(style, out var names)) throw entry.Refuse($"Style '{style}' is none of vector, image and terrain.");
        return entry.Tiles(names.Name, TiandituUrl, "0,1,2,3,4,5,6,7", crs: "wgs84", attribution: "© 天地图", zooms: (1, 18), (names.Ground, names.Labels));
    }

    private static BaseLayer Pmtiles(Entry entry, int index)
    {
        var url = entry.Options.Url;
        if (url.Length == 0) throw entry.Refuse("Url is missing: a PMTiles file of this machine, or its http(s) address.");
        var crs = entry.Crs("wgs84");
        if (url.Contains("://", StringComparison.Ordinal))
        {
            return new BaseLayer(entry.View(url, null, [], Path.GetFileNameWithoutExtension(url), crs, "", (0, DeepestZoom)), [entry.Origin(url, url)], null);
        }

        var path = Path.GetFullPath(url);
        if (!File.Exists(path)) throw entry.Refuse($"Url {url} is a file that does not exist.");
        if (PmtilesHeader.Read(path) is not { } header) throw entry.Refuse($"Url {url} is no PMTiles archive of version 3.");
        if (!header.IsRaster) throw entry.Refuse($"Url {url} holds vector tiles; only archives of PNG, JPEG, WebP or AVIF are drawn.");
        var served = string.Create(CultureInfo.InvariantCulture, $"/api/base-layers/{index}/tiles.pmtiles");
        return new BaseLayer(entry.View(served, null, [], Path.GetFileNameWithoutExtension(path), crs, "", (header.MinZoom, header.MaxZoom)), [], path);
    }

    /// <summary>What the kinds share: defaults for what is left out, and refusals that name the entry.</summary>
    private sealed record Entry(BaseLayerOptions Options, string Name)
    {
        public StartRefusedException Refuse(string reason) => new($"{Name}: {reason}");

        public BaseLayer Tiles(
            string name, string defaultUrl, string defaultSubdomains, string crs, string attribution, (int, int) zooms,
            (string Ground, string Labels)? layers = null)
        {
            var template = Options.Url.Length > 0 ? Options.Url : defaultUrl;
            if (template.Length == 0) throw Refuse("Url is missing: an http(s) address with {z}, {x} and {y}.");
            if (Array.Exists(["{z}", "{x}", "{y}"], part => !template.Contains(part, StringComparison.Ordinal))) throw Refuse($"Url {template} lacks one of {{z}}, {{x}} and {{y}}.");
            if (template.Contains("{key}", StringComparison.Ordinal) && Options.Key.Length == 0) throw Refuse("Key is missing: the provider gives one, of the type for browsers.");
            var hasLayer = template.Contains("{layer}", StringComparison.Ordinal);
            if (hasLayer && layers is null) throw Refuse("Url holds {layer}, which only tianditu knows.");
            string Fill(string layer) => template.Replace("{layer}", layer, StringComparison.Ordinal).Replace("{key}", Uri.EscapeDataString(Options.Key), StringComparison.Ordinal);
            var url = Fill(layers?.Ground ?? "");
            var labelUrl = hasLayer && layers is { } pair ? Fill(pair.Labels) : null;
            string[] subdomains = [];
            if (url.Contains("{s}", StringComparison.Ordinal))
            {
                subdomains = (Options.Subdomains.Length > 0 ? Options.Subdomains : defaultSubdomains).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
                if (subdomains.Length == 0) throw Refuse("Url holds {s}, and Subdomains does not say what for.");
            }

            // One origin a subdomain: a policy with a wildcard would let pages further than they go.
            string[] origins = subdomains.Length == 0
                ? [Origin(url, template)]
                : [.. subdomains.Select(subdomain => Origin(url.Replace("{s}", subdomain, StringComparison.Ordinal), template))];
            return new BaseLayer(View(url, labelUrl, subdomains, name, Crs(crs), attribution, zooms), [.. origins.Distinct(StringComparer.Ordinal)], null);
        }

        /// <param name="address">Filled in but for {z}, {x} and {y}, which no host may hold.</param>
        /// <param name="shown">What the operator wrote; the filled one holds the key.</param>
        public string Origin(string address, string shown)
        {
            var isPlain = Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
                && uri!.UserInfo.Length == 0 && uri.Host.Length > 0 && !uri.Authority.Contains('{', StringComparison.Ordinal) && !uri.Authority.Contains('%', StringComparison.Ordinal);
            return isPlain ? uri!.GetLeftPart(UriPartial.Authority) : throw Refuse($"Url {shown} is no absolute http or https address.");
        }

        public string Crs(string usual) => Options.Crs switch
        {
            "" => usual,
            "wgs84" or "gcj02" => Options.Crs,
            _ => throw Refuse($"Crs '{Options.Crs}' is neither wgs84 nor gcj02."),
        };

        private static int Zoom(string text, int usual) =>
            text.Length == 0 ? usual : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var zoom) ? zoom : -1;

        public BaseLayerView View(
            string url, string? labelUrl, IReadOnlyList<string> subdomains, string name, string crs, string attribution, (int Min, int Max) zooms)
        {
            var (min, max) = (Zoom(Options.MinZoom, zooms.Min), Zoom(Options.MaxZoom, zooms.Max));
            if (min < 0 || max > DeepestZoom || min > max) throw Refuse($"MinZoom and MaxZoom are whole numbers between 0 and {DeepestZoom}, the smaller first.");
            return new BaseLayerView(
                Options.Kind, Options.Name.Length > 0 ? Options.Name : name, Options.Style, url, labelUrl, subdomains, crs,
                Options.Attribution.Length > 0 ? Options.Attribution : attribution, Options.ApprovalNumber, min, max);
        }
    }
}
