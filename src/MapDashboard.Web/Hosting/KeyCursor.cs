using System.Buffers.Text;

namespace MapDashboard.Web.Hosting;

/// <summary>The position after a row of a list that is ordered by time and id, newest first; opaque to clients.</summary>
public static class KeyCursor
{
    private const int Bytes = 24;
    private const int Letters = 32;

    public static string After(DateTime at, Guid id)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        BitConverter.TryWriteBytes(bytes, at.Ticks);
        id.TryWriteBytes(bytes[8..]);
        return Base64Url.EncodeToString(bytes);
    }

    public static bool TryParse(string cursor, out DateTime at, out Guid id)
    {
        (at, id) = (default, default);
        Span<byte> bytes = stackalloc byte[Bytes];
        if (cursor.Length != Letters || !Base64Url.IsValid(cursor) || Base64Url.DecodeFromChars(cursor, bytes) != Bytes) return false;
        var ticks = BitConverter.ToInt64(bytes);
        if (ticks < DateTime.MinValue.Ticks || ticks > DateTime.MaxValue.Ticks) return false;
        (at, id) = (new DateTime(ticks, DateTimeKind.Utc), new Guid(bytes[8..]));
        return true;
    }
}
