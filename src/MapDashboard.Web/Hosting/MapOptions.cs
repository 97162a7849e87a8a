using System.Net;
using MapDashboard.Data.Cluster;
using MapDashboard.Web.Areas;

namespace MapDashboard.Web.Hosting;

/// <summary>The settings under <c>Map</c>; every default works for a first try.</summary>
public sealed record MapOptions
{
    public const string Section = "Map";

    /// <summary>Where cluster, photos and logs lie. Relative paths start at the working directory.</summary>
    public string DataFolder { get; init; } = ".data";

    /// <summary>The demo community and its accounts' areas, on the embedded default only.</summary>
    public bool Demo { get; init; } = true;

    /// <summary>Whether the demo makes plausible issues by itself.</summary>
    public bool Simulate { get; init; } = true;

    /// <summary>IANA name of the district's time zone: 今日 and issue numbers follow it.</summary>
    public string TimeZone { get; init; } = "Asia/Shanghai";

    /// <summary>GeoJSON of the base map; empty for the demo's own where the demo is on.</summary>
    public string BaseMapFile { get; init; } = "";

    /// <summary>Base layers beside the own base map, in their order: tiles of 天地图, of 高德, of any server, or of a PMTiles archive.</summary>
    public IReadOnlyList<BaseLayerOptions> BaseLayers { get; init; } = [];

    /// <summary>
    /// Addresses of the proxies before this server, comma-separated: only from them are X-Forwarded-For and -Proto believed. Empty where
    /// browsers come directly.
    /// </summary>
    public string Proxies { get; init; } = "";

    /// <summary>The residents' door: pages and addresses that need no account.</summary>
    public bool Ask { get; init; } = true;

    /// <summary>Leading zero bits of the proof of work that a resident's report needs; each one doubles the work. 18 are a second or two on a phone.</summary>
    public int AskDifficulty { get; init; } = 18;

    /// <summary>Where residents reach this server, such as <c>https://map.example.org</c>: for QR codes and tracking links. Empty: neither is made.</summary>
    public string PublicUrl { get; init; } = "";

    /// <summary>Serve the local network: all addresses, and https with a certificate of a private authority of one's own. <c>--lan</c> for short.</summary>
    public bool Lan { get; init; }

    /// <summary>Where https listens with <see cref="Lan"/>.</summary>
    public int LanPort { get; init; } = 8443;

    /// <summary>How long a reporter may rate after verification, and call a closed issue back; hours.</summary>
    public double RatingWindowHours { get; init; } = 72;

    /// <summary>How many reports and commands wait for their commit at most; whatever comes beyond is told to try again.</summary>
    public int IntakeQueue { get; init; } = 2_000;

    /// <summary>Where a collector takes meters by OTLP over HTTP, such as <c>http://collector:4318</c>; empty: they are sent nowhere.</summary>
    public string OtlpEndpoint { get; init; } = "";

    /// <summary>Tracks of patrols are deleted so many days after they were received; that somebody patrolled stays.</summary>
    public double TrackDays { get; init; } = 30;

    /// <summary>A session without use ends after so many hours.</summary>
    public double SessionHours { get; init; } = 24 * 30;

    /// <exception cref="StartRefusedException">A setting cannot be; the message says which.</exception>
    public void Check()
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _)) throw new StartRefusedException($"Map:TimeZone {TimeZone} is no time zone of this machine; an IANA name is wanted, such as Asia/Shanghai (is tzdata installed?).");
        if (Array.Exists(ProxyTexts, text => !IPNetwork.TryParse(text, out _))) throw new StartRefusedException("Map:Proxies holds something that is no IP address and no network such as 10.0.0.0/8.");
        if (SessionHours is not (> 0 and <= 87_600)) throw new StartRefusedException("Map:SessionHours lies between nought and 87600 (ten years).");
        if (RatingWindowHours is not (> 0 and <= 8_760)) throw new StartRefusedException("Map:RatingWindowHours lies between nought and 8760 (a year).");
        if (IntakeQueue is not (>= 1 and <= 100_000)) throw new StartRefusedException("Map:IntakeQueue lies between 1 and 100000.");
        if (TrackDays is not (> 0 and <= 3_650)) throw new StartRefusedException("Map:TrackDays lies between nought and 3650 (ten years).");
        if (BaseMapFile.Length > 0 && !File.Exists(BaseMapFile)) throw new StartRefusedException($"Map:BaseMapFile {BaseMapFile} does not exist.");
        if (AskDifficulty is not (>= 1 and <= 26)) throw new StartRefusedException("Map:AskDifficulty lies between 1 and 26 bits.");
        if (LanPort is not (>= 0 and <= 65_535)) throw new StartRefusedException("Map:LanPort is a port, 0 to 65535; 0 takes any that is free.");
        if (PublicUrl.Length > 0 && !IsOrigin(PublicUrl)) throw new StartRefusedException("Map:PublicUrl is a whole http or https address without a path, such as https://map.example.org.");
        if (OtlpEndpoint.Length > 0 && !IsOrigin(OtlpEndpoint)) throw new StartRefusedException("Map:OtlpEndpoint is a whole http or https address without a path, such as http://collector:4318.");
        _ = Areas.BaseLayers.Of(this);
    }

    public IReadOnlyList<IPNetwork> ProxyNetworks => [.. ProxyTexts.Select(text => IPNetwork.Parse(text))];

    /// <summary><see cref="PublicUrl"/> without a slash at its end; null where it is not set.</summary>
    public string? PublicOrigin => PublicUrl.Length == 0 ? null : new Uri(PublicUrl).GetLeftPart(UriPartial.Authority);

    public TimeSpan RatingWindow => TimeSpan.FromHours(RatingWindowHours);

    public TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(TimeZone);

    public string PhotoFolder => Path.Combine(Path.GetFullPath(DataFolder), "photos");

    public string CertificateFolder => Path.Combine(Path.GetFullPath(DataFolder), "certificates");

    public string LogFolder => Path.Combine(Path.GetFullPath(DataFolder), "logs");

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
        && url.UserInfo.Length == 0 && url.PathAndQuery == "/" && url.Fragment.Length == 0 && !text.Contains('?', StringComparison.Ordinal);

    /// <summary>A single address is a network of one.</summary>
    private string[] ProxyTexts =>
        [.. Proxies.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(text => text.Contains('/', StringComparison.Ordinal) ? text : text.Contains(':', StringComparison.Ordinal) ? text + "/128" : text + "/32")];
}
