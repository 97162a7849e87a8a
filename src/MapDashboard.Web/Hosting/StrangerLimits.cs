using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace MapDashboard.Web.Hosting;

/// <param name="Name">Its own counters.</param>
/// <param name="Most">Requests in one window.</param>
/// <param name="Window">Counters begin anew with each.</param>
public sealed record StrangerLimit(string Name, int Most, TimeSpan Window);

/// <summary>
/// How often strangers may ask: fixed windows, counted in this server's memory by its own clock. Addresses are counted by machine (IPv4) or
/// by network (IPv6 /64, which is what one household gets).
/// </summary>
public sealed class StrangerLimits(TimeProvider time)
{
    /// <summary>Generous: thousands of phones share one address of a mobile network.</summary>
    public static readonly StrangerLimit Reads = new("reads", 600, TimeSpan.FromMinutes(1));

    public static readonly StrangerLimit Reports = new("reports", 20, TimeSpan.FromMinutes(10));

    /// <summary>Per community, whoever sends them: a desk can read so many, and a flood ends here.</summary>
    public static readonly StrangerLimit ReportsOfArea = new("reports of an area", 120, TimeSpan.FromMinutes(10));

    /// <summary>Codes for hall screens: a hall asks for one each ten minutes while nobody types it.</summary>
    public static readonly StrangerLimit Pairings = new("pairings", 60, TimeSpan.FromMinutes(10));

    /// <summary>Beyond so many keys in a window the others share one counter, so that memory has an end.</summary>
    private const int MostKeys = 100_000;

    private readonly Lock gate = new();
    private readonly Dictionary<string, (long Window, Dictionary<string, int> Counts)> windows = new(StringComparer.Ordinal);

    /// <summary>Counts one request.</summary>
    /// <returns>Null where it may pass, else the time until it may be tried again.</returns>
    public TimeSpan? Count(StrangerLimit limit, string key)
    {
        var ticks = time.GetUtcNow().Ticks;
        var window = ticks / limit.Window.Ticks;
        lock (gate)
        {
            if (!windows.TryGetValue(limit.Name, out var current) || current.Window != window)
            {
                windows[limit.Name] = current = (window, new Dictionary<string, int>(StringComparer.Ordinal));
            }

            if (current.Counts.Count >= MostKeys && !current.Counts.ContainsKey(key)) key = "";
            var count = current.Counts[key] = current.Counts.GetValueOrDefault(key) + 1;
            return count <= limit.Most ? null : TimeSpan.FromTicks(((window + 1) * limit.Window.Ticks) - ticks);
        }
    }

    public static string KeyOf(IPAddress? address)
    {
        if (address is null) return "";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)) : address.ToString();
    }

    public static string SecondsOf(TimeSpan wait) => Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
}
