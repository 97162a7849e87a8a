using System.Globalization;
using Npgsql;

namespace MapDashboard.Cli.Generate;

/// <summary>What an invented history needs, by what was measured (docs/performance.md), and whether the disk has it.</summary>
/// <param name="Bytes">Of the finished database, and of what lies there meanwhile.</param>
/// <param name="Time">On two cores.</param>
public sealed record HistoryNeed(long Bytes, TimeSpan Time)
{
    private const long BytesOfIssue = 26_000;
    private const long BytesAnyway = 500_000_000;
    private const double IssuesPerSecond = 600;

    public static HistoryNeed Of(int issues) => new(BytesAnyway + (issues * BytesOfIssue), TimeSpan.FromSeconds(5 + (issues / IssuesPerSecond)));

    /// <summary>Bytes free where the database keeps its files; null where that is another machine, or this user may not know.</summary>
    public static async Task<long?> FreeAsync(NpgsqlDataSource dataSource, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("select setting from pg_settings where name = 'data_directory'");
        return await command.ExecuteScalarAsync(cancellationToken) is string folder && Directory.Exists(folder) ? new DriveInfo(folder).AvailableFreeSpace : null;
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"about {Bytes / 1e9:0.#} GB of disk and {Math.Ceiling(Time.TotalMinutes):0} minutes");
}
