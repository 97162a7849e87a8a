using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using CsvHelper;
using MapDashboard.Domain;
using MapDashboard.Domain.Issues;

namespace MapDashboard.Cli.Replay;

/// <summary>One row that can be sent.</summary>
/// <param name="Fields">As read, for the file of rejected rows.</param>
/// <param name="Id">Derived from the mapping's name and the row's key, so that the same row is the same issue in every run.</param>
/// <param name="Record">What became of it; null while it is only reported.</param>
public sealed record ReplayRow(
    string[] Fields, Guid Id, DateTime At, double Lon, double Lat, string Category, string? Description, string? Address, (IssueStatus Status, DateTime At)? Record);

/// <summary>One row that cannot be used, with the reason.</summary>
public sealed record RejectedRow(string[] Fields, string Reason);

/// <summary>A file of rows, read whole: what is sent in time order has to be known to its end.</summary>
public sealed class ReplayFile
{
    private const int MostDescription = 2000;
    private const int MostAddress = 200;

    private readonly List<ReplayRow> rows = [];
    private readonly List<RejectedRow> rejected = [];
    private readonly HashSet<string> keys = new(StringComparer.Ordinal);

    public string[] Header { get; private set; } = [];

    public IReadOnlyList<ReplayRow> Rows => rows;

    public IReadOnlyList<RejectedRow> Rejected => rejected;

    /// <exception cref="VerbRefusedException">The file is missing, no CSV, or lacks columns of the mapping.</exception>
    public static ReplayFile Read(string path, ReplayMapping mapping, CancellationToken cancellationToken = default)
    {
        if (!File.Exists(path)) throw new VerbRefusedException($"There is no file {path}.");
        try
        {
            using var raw = File.OpenRead(path);
            using var text = new StreamReader(path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(raw, CompressionMode.Decompress) : raw, Encoding.UTF8);
            var file = new ReplayFile();
            file.ReadAll(text, mapping, path, cancellationToken);
            return file;
        }
        catch (Exception damaged) when (damaged is InvalidDataException or CsvFormatException)
        {
            throw new VerbRefusedException($"{path} cannot be read: {damaged.Message.Split('\n')[0]}", damaged);
        }
    }

    /// <summary>Writes the rows that could not be used, each with its reason; no file when there is none.</summary>
    public static void WriteRejected(string path, string[] header, IReadOnlyList<RejectedRow> rows)
    {
        if (rows.Count == 0)
        {
            // One of an earlier run would be taken for this one's.
            File.Delete(path);
            return;
        }

        // A row may be rejected for having too few fields.
        using var csv = CsvWriter.ToFile(path, new CsvWriterOptions { ValidateFieldCount = false });
        csv.WriteRecord([.. header, "rejected because"]);
        foreach (var row in rows) csv.WriteRecord([.. row.Fields, row.Reason]);
    }

    private void ReadAll(StreamReader text, ReplayMapping mapping, string path, CancellationToken cancellationToken)
    {
        using var csv = CsvReader.Create(text);
        Header = [.. csv.Headers];
        if (Header.Length == 0) throw new VerbRefusedException($"{path} is empty.");
        string[] missing = [.. mapping.Columns.Except(Header, StringComparer.Ordinal)];
        if (missing.Length > 0) throw new VerbRefusedException($"{path} lacks columns of the mapping: {string.Join(", ", missing)}.");
        var places = Header.Index().DistinctBy(each => each.Item, StringComparer.Ordinal).ToDictionary(each => each.Item, each => each.Index, StringComparer.Ordinal);
        while (csv.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var fields = csv.Current.ToArray();
            var (row, reason) = Parse(fields, places, mapping);
            if (row is null) rejected.Add(new RejectedRow(fields, reason!));
            else rows.Add(row);
        }
    }

    private (ReplayRow? Row, string? Reason) Parse(string[] fields, Dictionary<string, int> places, ReplayMapping mapping)
    {
        string? Field(string? column) => column is not null && places[column] < fields.Length && fields[places[column]].Trim() is { Length: > 0 } text ? text : null;
        if (Field(mapping.Id) is not { } key) return (null, "no key");
        if (!keys.Add(key)) return (null, "the key came before in this file");
        if (!TryTime(Field(mapping.Time), mapping, out var at)) return (null, "the time of the report is missing or not understood");
        if (!TryDegrees(Field(mapping.Longitude), 180, out var lon) || !TryDegrees(Field(mapping.Latitude), 90, out var lat)) return (null, "no position");
        if (mapping.Category.Of(Field(mapping.Category.Column)) is not { } category) return (null, "the category is not mapped");
        var (record, reason) = ParseRecord(Field, mapping, at);
        if (reason is not null) return (null, reason);
        var description = string.Join(" · ", (mapping.Description ?? []).Select(Field).OfType<string>());
        return (new ReplayRow(
            fields, IdOf(mapping.Name, key), at, lon, lat, category, Cut(description, MostDescription), Cut(Field(mapping.Address), MostAddress), record), null);
    }

    private static ((IssueStatus, DateTime)? Record, string? Reason) ParseRecord(Func<string?, string?> field, ReplayMapping mapping, DateTime at)
    {
        if (mapping.Status is null) return (null, null);
        if (mapping.Status.Of(field(mapping.Status.Column)) is not { } word) return (null, "the status is not mapped");
        var status = Words<IssueStatus>.Parse(word);
        if (status == IssueStatus.Reported) return (null, null);
        var column = status is IssueStatus.Resolved or IssueStatus.Verified or IssueStatus.Closed ? mapping.ClosedTime ?? mapping.StatusTime : mapping.StatusTime;
        if (field(column) is not { } text) return ((status, at), null);
        if (!TryTime(text, mapping, out var statusAt)) return (null, "the time of its status is not understood");
        return statusAt < at ? (null, "its status is older than its report") : ((status, statusAt), null);
    }

    private static bool TryTime(string? text, ReplayMapping mapping, out DateTime utc)
    {
        utc = default;
        if (!DateTime.TryParseExact(text, mapping.TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)) return false;

        // The hour that summer time leaves out never was.
        if (mapping.TimeZone.IsInvalidTime(local)) return false;
        utc = TimeZoneInfo.ConvertTimeToUtc(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), mapping.TimeZone);
        return true;
    }

    private static bool TryDegrees(string? text, double most, out double degrees) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out degrees) && Math.Abs(degrees) <= most;

    private static string? Cut(string? text, int most) => string.IsNullOrEmpty(text) ? null : text.Length <= most ? text : text[..(most - 1)] + "…";

    /// <summary>A name-based UUID (RFC 9562, version 8, SHA-256).</summary>
    private static Guid IdOf(string mapping, string key)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes($"mapdashboard.replay\n{mapping}\n{key}"))[..16];
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
