using System.Globalization;

namespace MapDashboard.Data.ChangeLog;

/// <summary>A position in the change log, <c>epoch:seq</c> on the wire and opaque to clients.</summary>
public readonly record struct Cursor(Guid Epoch, long Seq)
{
    public static bool TryParse(string? text, out Cursor cursor)
    {
        cursor = default;
        if (text is null || text.Length > 64) return false;
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0
            || !Guid.TryParseExact(text[..colon], "N", out var epoch)
            || !long.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var seq))
        {
            return false;
        }

        cursor = new Cursor(epoch, seq);
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Epoch:N}:{Seq}");
}
