using MapDashboard.Data.ChangeLog;
using MapDashboard.Data.Geometries;
using MapDashboard.Data.Issues;
using MapDashboard.Domain;
using MapDashboard.Domain.Issues;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;
using NpgsqlTypes;

namespace MapDashboard.Data.Intake;

/// <summary>The statements of a batch.</summary>
internal sealed class BatchRows(IModel model)
{
    private readonly RowInsert issues = new(model, typeof(Issue));
    private readonly RowInsert reporters = new(model, typeof(Reporter));
    private readonly RowInsert links = new(model, typeof(TrackingLink));
    private readonly RowInsert changes = new(model, typeof(ChangeRow));

    /// <summary>One step of the counters for all that are new, sorted by prefix; rows (prefix, last).</summary>
    public static NpgsqlBatchCommand Numbers(ReportEntry[] reports) => Command(
        """
        insert into issue_numbers as n (prefix, last)
        select r.prefix, count(*) from unnest($1, $2) r (id, prefix) where r.id <> all (array(select id from issues where id = any($1))) group by r.prefix order by r.prefix
        on conflict (prefix) do update set last = n.last + excluded.last returning n.prefix, n.last
        """,
        (reports.Select(report => report.Id).ToArray(), NpgsqlDbType.Uuid),
        (reports.Select(report => report.Prefix).ToArray(), NpgsqlDbType.Text));

    /// <summary>Which of their ids are there already.</summary>
    public static NpgsqlBatchCommand Known(ReportEntry[] reports) =>
        Command("select id from issues where id = any($1)", (reports.Select(report => report.Id).ToArray(), NpgsqlDbType.Uuid));

    /// <summary>Locks the issues in order and says which; those that another writer holds are passed over, so that nobody waits for them here.</summary>
    public static NpgsqlBatchCommand Lock(Guid[] ids) =>
        Command("select id from issues where id = any($1) order by id for no key update skip locked", (ids, NpgsqlDbType.Uuid));

    /// <summary>The reports' own rows.</summary>
    public void AddRows(NpgsqlBatch batch, ReportEntry[] reports)
    {
        batch.BatchCommands.Add(issues.Of([.. reports.Select(report => report.Issue!)], (_, n) => reports[n].Head));
        var behind = reports.Where(report => report.Report.Reporter is not null).ToArray();
        if (behind.Length > 0) batch.BatchCommands.Add(reporters.Of([.. behind.Select(report => report.Report.Reporter!)], (_, n) => behind[n].Salt));
        TrackingLink[] tracking = [.. reports.Select(report => report.Report.Link).OfType<TrackingLink>()];
        if (tracking.Length > 0) batch.BatchCommands.Add(links.Of(tracking));
    }

    public NpgsqlBatchCommand Changes(ChangeRow[] rows) => changes.Of(rows);

    /// <summary>
    /// As <see cref="NearQueries.NearAsync"/>, for all reports in one read, after their rows: they see each other. Rows (place of the report,
    /// id, number, status, reported at, metres). The box comes first and by itself (offset 0): a planner that knows nothing of the table yet would read all
    /// issues of the category as well.
    /// </summary>
    public static NpgsqlBatchCommand Similar(ReportEntry[] reports)
    {
        var places = reports.Select(report => report.Report.Report).ToArray();
        return Command(
            """
            select r.n, i.* from unnest($1, $2, $3, $4, $5, $6, $7) with ordinality r (x, y, east, north, radius, category, names, n)
            cross join lateral (
              select b.id, b.number, b.status, b.reported_at, st_distancespheroid(b.location, st_setsrid(st_makepoint(r.x, r.y), 4326)) as meters
              from (
                select * from issues where location && st_makeenvelope(r.x - r.east, r.y - r.north, r.x + r.east, r.y + r.north, 4326) offset 0) b
              where b.category = r.category and b.status not in ('closed', 'merged', 'voided') and b.audiences && r.names::text[]
                and st_distancespheroid(b.location, st_setsrid(st_makepoint(r.x, r.y), 4326)) <= r.radius
              order by meters, b.id limit 10) i
            order by r.n, i.meters, i.id
            """,
            (places.Select(report => report.Location.X).ToArray(), NpgsqlDbType.Double),
            (places.Select(report => report.Location.Y).ToArray(), NpgsqlDbType.Double),
            (places.Select(report => NearQueries.Box(report.Category, report.Location).East).ToArray(), NpgsqlDbType.Double),
            (places.Select(report => NearQueries.Box(report.Category, report.Location).North).ToArray(), NpgsqlDbType.Double),
            (places.Select(report => (double)report.Category.DuplicateRadius).ToArray(), NpgsqlDbType.Double),
            (places.Select(report => report.Category.Code).ToArray(), NpgsqlDbType.Text),
            (reports.Select(report => TextArray.Of(report.Report.SimilarFor!)).ToArray(), NpgsqlDbType.Text));
    }

    /// <summary>Of the ten nearest a report is one itself, which is left out.</summary>
    public static async Task ReadSimilarAsync(NpgsqlDataReader reader, ReportEntry[] reports)
    {
        while (await reader.ReadAsync())
        {
            var report = reports[(int)reader.GetInt64(0) - 1];
            if (reader.GetGuid(1) == report.Id) continue;
            report.Similar.Add(new SimilarIssue(
                reader.GetGuid(1), reader.GetString(2), Words<IssueStatus>.Parse(reader.GetString(3)), reader.GetDateTime(4), reader.GetDouble(5)));
        }
    }

    private static NpgsqlBatchCommand Command(string sql, params (Array Values, NpgsqlDbType Type)[] arrays)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var (values, type) in arrays) command.Parameters.Add(new NpgsqlParameter { Value = values, NpgsqlDbType = NpgsqlDbType.Array | type });
        return command;
    }
}
