using System.Globalization;
using MapDashboard.Data.Geometries;
using MetadataExtractor;
using MetadataExtractor.Formats.Exif;
using MetadataExtractor.IO;
using NetTopologySuite.Geometries;

namespace MapDashboard.Web.Photos;

/// <summary>When and where a photo was taken, as its EXIF has it. Evidence for people to weigh: it moves no issue and refuses no photo.</summary>
/// <param name="TakenAt">UTC; null where the photo does not say, or says what cannot be.</param>
/// <param name="IsAssumed">The photo named no offset from UTC, so that the district's zone was taken.</param>
/// <param name="Place">WGS 84, as EXIF defines it; null likewise.</param>
public sealed record PhotoOrigin(DateTime? TakenAt, bool IsAssumed, Point? Place)
{
    public static readonly PhotoOrigin Unknown = new(null, false, null);

    private const int TagOffsetTimeOriginal = 0x9011;
    private const string ReceiverWarning = "V";
    private static readonly DateTime Earliest = new(1990, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly TimeSpan ClockError = TimeSpan.FromDays(1);
    private static readonly TimeSpan WidestOffset = TimeSpan.FromHours(14);

    /// <param name="exif">A TIFF structure; empty where there is none.</param>
    /// <param name="zone">The district's.</param>
    /// <param name="now">UTC: later photos than tomorrow's have a wrong clock.</param>
    /// <param name="logger">Hears of EXIF that the reader chokes on.</param>
    public static PhotoOrigin Read(ReadOnlyMemory<byte> exif, TimeZoneInfo zone, DateTime now, ILogger logger)
    {
        if (exif.IsEmpty) return Unknown;
        try
        {
            var directories = new ExifReader().Extract(new ByteArrayReader(exif.ToArray()));
            var gps = directories.OfType<GpsDirectory>().FirstOrDefault();
            var (takenAt, isAssumed) = Time(directories.OfType<ExifSubIfdDirectory>().FirstOrDefault(), gps, zone);
            var isPlausible = takenAt >= Earliest && takenAt <= now + ClockError;
            return new PhotoOrigin(isPlausible ? takenAt : null, isPlausible && isAssumed, PlaceOf(gps));
        }
        catch (Exception broken) when (broken is not OutOfMemoryException)
        {
            // A stranger's bytes met a reader of many formats: the picture is judged by its pixels, and these say nothing.
            logger.LogInformation("EXIF of a photo is left aside: {Words}", broken.Message);
            return Unknown;
        }
    }

    /// <summary>An offset in the photo beats the satellites' clock, and both beat the district's zone.</summary>
    private static (DateTime? At, bool IsAssumed) Time(ExifSubIfdDirectory? exif, GpsDirectory? gps, TimeZoneInfo zone)
    {
        DateTime? local = exif is not null && exif.TryGetDateTime(ExifDirectoryBase.TagDateTimeOriginal, out var read) ? DateTime.SpecifyKind(read, DateTimeKind.Unspecified) : null;
        if (local is { } original && Offset(exif!.GetString(TagOffsetTimeOriginal)) is { } offset) return (AsUtc(original, offset), false);
        if (gps is not null && gps.TryGetGpsDate(out var satellites)) return (DateTime.SpecifyKind(satellites, DateTimeKind.Utc), false);
        return local is { } unzoned ? (AsUtc(unzoned, zone.GetUtcOffset(unzoned)), true) : (null, false);
    }

    // The edges of the calendar cannot be shifted; they are no time of a photo.
    private static DateTime? AsUtc(DateTime local, TimeSpan offset) =>
        local.Year is > 1 and < 9999 ? DateTime.SpecifyKind(local - offset, DateTimeKind.Utc) : null;

    private static TimeSpan? Offset(string? text) =>
        DateTimeOffset.TryParseExact("2000-01-01 " + text?.Trim('\0', ' '), "yyyy-MM-dd zzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read)
        && read.Offset.Duration() <= WidestOffset ? read.Offset : null;

    // 0° 0° is what receivers without a fix write, and V their own word for a fix not to be trusted.
    private static Point? PlaceOf(GpsDirectory? gps)
    {
        if (gps is null || gps.GetString(GpsDirectory.TagStatus) == ReceiverWarning || gps.GetGeoLocation() is not { } at || at.IsZero) return null;
        var isOnEarth = double.IsFinite(at.Latitude) && double.IsFinite(at.Longitude) && Math.Abs(at.Latitude) <= 90 && Math.Abs(at.Longitude) <= 180;
        return isOnEarth ? Wgs84.Point(at.Longitude, at.Latitude) : null;
    }
}
