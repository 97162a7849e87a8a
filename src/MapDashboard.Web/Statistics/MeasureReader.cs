using System.Data;
using MapDashboard.Data.Statistics;
using MapDashboard.Domain.Measures;
using MapDashboard.Web.Hosting;
using Microsoft.Extensions.Options;
using Npgsql;

namespace MapDashboard.Web.Statistics;

/// <summary>Answers in one REPEATABLE READ view of the database in which the whole log is counted, so that figures, rows and cases agree.</summary>
public sealed class MeasureReader(MapDatabase database, IOptions<MapOptions> options)
{
    /// <summary>Whoever writes between the counting and the look is waited for so often; then the look is a moment old.</summary>
    private const int MostTries = 4;

    public MeasureUpkeep Upkeep { get; } = new(database.DataSource, options.Value.TimeZone);

    /// <param name="read">Reads from the connection.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    public async Task<T> ReadAsync<T>(Func<NpgsqlConnection, Task<T>> read, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            await Upkeep.CatchUpAsync(cancellationToken);
            await using var connection = await database.DataSource.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
            await AloneAsync(connection, cancellationToken);
            if (tries < MostTries && !await Upkeep.IsCountedAsync(connection, cancellationToken)) continue;
            return await read(connection);
        }
    }

    // Each of a question's queries takes some milliseconds; bringing up processes to share them takes longer, and takes them from everybody else.
    private static async Task AloneAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("set local max_parallel_workers_per_gather = 0", connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The query of a question, over its own range or another.</summary>
    public StatisticsQuery Query(NpgsqlConnection connection, StatisticsQuestion question, MeasureRange? range = null) =>
        new(connection, question.Scope, range ?? question.Range, question.Now, options.Value.TimeZone, question.Level);

    /// <summary>Rows of a question by time are without gaps, by anything else the most reported first.</summary>
    public async Task<IReadOnlyList<MeasureRow>> RowsAsync(NpgsqlConnection connection, StatisticsQuestion question, bool withMedians, CancellationToken cancellationToken)
    {
        var rows = await Query(connection, question).RowsAsync(question.By, withMedians, cancellationToken);
        IEnumerable<string>? keys = question.By switch
        {
            Dimension.Hour => Enumerable.Range(0, 24).Select(hour => hour.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            Dimension.Day => DaysOf(question).Select(day => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)),
            _ => null,
        };
        if (keys is null) return rows;
        var known = rows.ToDictionary(row => row.Key, StringComparer.Ordinal);
        var none = MeasureUpkeep.Columns.Concat([CaseSet.Open.Name, CaseSet.Overdue.Name]).ToDictionary(column => column, _ => 0L, StringComparer.Ordinal);
        return [.. keys.Select(key => known.GetValueOrDefault(key) ?? new MeasureRow(key, key, none, []))];
    }

    private static IEnumerable<DateOnly> DaysOf(StatisticsQuestion question)
    {
        if (question.To == question.From) yield break;
        var last = MeasureRange.DayOf(question.To.AddMicroseconds(-1), question.Zone);
        for (var day = MeasureRange.DayOf(question.From, question.Zone); day <= last; day = day.AddDays(1)) yield return day;
    }
}

/// <summary>Keeps the counts in step while nobody asks, so that the first question after a night does not wait.</summary>
public sealed class MeasureWorker(MeasureReader measures, TimeProvider time, ILogger<MeasureWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var isHealthy = true;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                // A tenth of the time at most: reports come first, and whoever asks for figures has the rest counted at once. That is some hundred Changes
                // a second, many times what the days of a city bring.
                await measures.Upkeep.CatchUpAsync(stoppingToken, took => Task.Delay(took * 9, time, stoppingToken));
                isHealthy = true;
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                // The database is away: whoever asks meanwhile is told so, and this goes on when it is back. Logged once per outage.
                if (isHealthy) logger.LogError(fault, "Counting for the statistics was interrupted; trying again until it can");
                isHealthy = false;
            }

            await Task.Delay(Period, time, stoppingToken);
        }
    }
}
