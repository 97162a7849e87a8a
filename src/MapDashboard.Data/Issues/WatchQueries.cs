using Npgsql;

namespace MapDashboard.Data.Issues;

/// <summary>Which issues the watch owes something by now.</summary>
public static class WatchQueries
{
    // The same clocks as Issue.WatchDuties, with the marks of what is done. Marks are asked for issue by issue, as values with a limit: of a "not exists" the
    // planner makes a table of all marks that ever were, every two seconds.
    private const string Sql =
        """
        select i.id from issues i
        where i.status not in ('closed', 'merged', 'voided') and (i.source <> 'replay' or i.status = 'verified')
          and ((i.status = 'verified' and coalesce(i.rating_ends_at, i.verified_at + interval '72 hours') <= $1)
            or (i.warn_at <= $1 and (
                  select true from watch_marks m where m.issue_id = i.id and m.clock = 'stage' and m.stage = i.status and m.since = i.stage_started_at and m.ahead = (i.due_at >= $1) limit 1) is not true)
            or (i.due_at < $1 and (
                  select true from watch_marks m where m.issue_id = i.id and m.clock = 'stage' and m.stage = i.status and m.since = i.stage_started_at and not m.ahead limit 1) is not true)
            or (i.status in ('reported', 'accepted', 'dispatched', 'inProgress') and coalesce(i.case_warn_at, i.case_due_at) <= $1 and (
                  select true from watch_marks m where m.issue_id = i.id and m.clock = 'case' and m.since = i.case_started_at and m.ahead = (i.case_due_at >= $1) limit 1) is not true)
            or ((i.supervision->>'dueAt')::timestamptz < $1 and (
                  select true from watch_marks m where m.issue_id = i.id and m.clock = 'supervision' and m.since = (i.supervision->>'at')::timestamptz limit 1) is not true))
        order by least(i.due_at, i.case_due_at), i.id
        limit $2
        """;

    /// <param name="dataSource">The database.</param>
    /// <param name="now">UTC.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    public static async Task<IReadOnlyList<Guid>> OwedAsync(this NpgsqlDataSource dataSource, DateTime now, int most, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(Sql);
        command.Parameters.AddWithValue(now);
        command.Parameters.AddWithValue(most);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var ids = new List<Guid>();
        while (await reader.ReadAsync(cancellationToken)) ids.Add(reader.GetGuid(0));
        return ids;
    }
}
