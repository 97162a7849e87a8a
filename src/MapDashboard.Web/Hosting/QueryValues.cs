using System.Globalization;
using MapDashboard.Domain;

namespace MapDashboard.Web.Hosting;

/// <summary>Query values are read as text and parsed here, so that a wrong one gets a problem with a code and never an empty list.</summary>
public static class QueryValues
{
    public static IResult Unreadable(string name) => Problems.Refuse(RefusalCodes.RequestInvalid, $"The query value {name} is not understood.");

    private static readonly string[] TimeFormats =
    [
        "yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss'Z'",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'",
    ];

    /// <summary>ISO 8601 with Z or an offset; left out: the fallback.</summary>
    public static bool TryTime(string? text, DateTime fallback, out DateTime utc)
    {
        utc = fallback;
        if (string.IsNullOrEmpty(text)) return true;
        if (!DateTimeOffset.TryParseExact(text, TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)) return false;
        utc = Clock.Cut(time.UtcDateTime);
        return true;
    }

    /// <summary>A day yyyy-MM-dd of this or a neighbouring century; left out: null.</summary>
    public static bool TryDay(string? text, out DateOnly? day)
    {
        day = null;
        if (string.IsNullOrEmpty(text)) return true;
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed) || parsed.Year is < 2000 or > 2200) return false;
        day = parsed;
        return true;
    }

    /// <summary>A finite number within bounds.</summary>
    public static bool TryNumber(string? text, double least, double most, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number)
        && double.IsFinite(number) && number >= least && number <= most;

    /// <summary>A whole number from 1 to the most; left out: the fallback.</summary>
    public static bool TryLimit(string? text, int fallback, int most, out int limit)
    {
        limit = fallback;
        return string.IsNullOrEmpty(text)
            || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit >= 1 && limit <= most);
    }

    /// <summary>Four numbers west,south,east,north in degrees with west ≤ east and south ≤ north.</summary>
    public static bool TryBox(string text, out (double West, double South, double East, double North) box)
    {
        box = default;
        var parts = text.Split(',');
        if (parts.Length != 4
            || !TryNumber(parts[0], -180, 180, out var west) || !TryNumber(parts[1], -90, 90, out var south)
            || !TryNumber(parts[2], -180, 180, out var east) || !TryNumber(parts[3], -90, 90, out var north)
            || west > east || south > north)
        {
            return false;
        }

        box = (west, south, east, north);
        return true;
    }
}
