using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MapDashboard.Data.ChangeLog;

/// <summary>
/// The hash chain over the Changes of one issue (decisions/0013). A link is
/// <c>SHA-256(previous link ‖ header ‖ data)</c>; the first follows <see cref="Start"/>, the last is the issue's head.
/// <para>
/// The header is a row of pieces, each <c>length:bytes</c> in UTF-8, or <c>-</c> for null, so that no two headers read alike: form (1), issue
/// id, version, kind, microseconds since 1970 in UTC, area code, number of audiences and each of them, the same of the audiences before (or
/// one <c>-</c>). The data are the bytes of the column <c>data</c> as stored: it is <c>json</c>, because jsonb would order them anew.
/// </para>
/// </summary>
public static class HistoryChain
{
    public const int Length = SHA256.HashSizeInBytes;

    private const string Form = "1";
    private static readonly byte[] Nothing = "-"u8.ToArray();

    /// <summary>What the first link follows: 32 zero bytes.</summary>
    public static ReadOnlySpan<byte> Start => new byte[Length];

    /// <summary>The link of a Change of an issue. Everything of the row counts but its number, which the database draws later.</summary>
    public static byte[] Link(ReadOnlySpan<byte> previous, ChangeRow row)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(previous);
        Piece(hash, Form);
        Piece(hash, row.IssueId!.Value.ToString());
        Piece(hash, row.IssueVersion!.Value);
        Piece(hash, row.Kind);
        Piece(hash, (row.At.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond);
        Piece(hash, row.AreaCode);
        Pieces(hash, row.Audiences);
        Pieces(hash, row.AudiencesBefore);
        hash.AppendData(Encoding.UTF8.GetBytes(row.Data));
        return hash.GetHashAndReset();
    }

    /// <summary>
    /// Stands in the history for a reporter's name and phone, hex: <c>SHA-256(salt ‖ name ‖ phone)</c>, as pieces. Once the row with the salt
    /// is deleted, nobody can try names and phones against it.
    /// </summary>
    public static string Seal(byte[] salt, string? name, string? phone)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(salt);
        Piece(hash, name);
        Piece(hash, phone);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Pieces(IncrementalHash hash, string[]? texts)
    {
        if (texts is null)
        {
            Piece(hash, null);
            return;
        }

        Piece(hash, texts.Length);
        foreach (var text in texts) Piece(hash, text);
    }

    private static void Piece(IncrementalHash hash, long number) => Piece(hash, number.ToString(CultureInfo.InvariantCulture));

    private static void Piece(IncrementalHash hash, string? text)
    {
        if (text is null)
        {
            hash.AppendData(Nothing);
            return;
        }

        var bytes = Encoding.UTF8.GetBytes(text);
        hash.AppendData(Encoding.UTF8.GetBytes(bytes.Length.ToString(CultureInfo.InvariantCulture) + ":"));
        hash.AppendData(bytes);
    }
}
