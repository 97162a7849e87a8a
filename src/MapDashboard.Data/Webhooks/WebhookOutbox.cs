using Npgsql;

namespace MapDashboard.Data.Webhooks;

/// <summary>A delivery that is due, with what is needed to send it.</summary>
/// <param name="At">When it happened; for a test, when it was asked for.</param>
/// <param name="Data">JSON of the Change; null for a test.</param>
public sealed record DueDelivery(
    long Id, Guid WebhookId, string Url, string Secret, string Kind, int Attempts, DateTime GiveUpAt, long? Seq, string? ChangeKind, DateTime At, string? Data);

/// <summary>The deliveries' own state: made from the log, taken when due, settled after each attempt.</summary>
public static class WebhookOutbox
{
    /// <summary>Trying ends so long after a delivery was made or asked for again.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    /// <summary>Finished deliveries are listed so long.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    private const int MostPerWebhook = 20;
    private const int Step = 50_000;

    // One statement, so one snapshot: every Change up to its last one is seen, because numbers come in the order of commits (decisions/0003).
    private const string AdvanceSql =
        """
        with ending as (select least(coalesce(max(seq), 0), (select seq from webhook_position) + $3) as seq from changes),
        told as (
          select seq, case kind when 'issue.whistled' then 'issue.escalated' else 'issue.closed' end as kind
          from changes
          where seq > (select seq from webhook_position) and seq <= (select seq from ending)
            and (kind = 'issue.closed'
              or (kind = 'issue.whistled' and data->'whistle'->>'pastTop' = 'true')
              or (kind = 'issue.rated' and data->'issue'->'rating'->>'solved' = 'true' and data->'issue'->'rating'->>'satisfied' = 'true'))),
        made as (
          insert into webhook_deliveries (webhook_id, seq, kind, state, attempts, created_at, due_at, give_up_at)
          select webhooks.id, told.seq, told.kind, 'pending', 0, $1, $1, $2
          from told join webhooks on webhooks.active and told.kind = any(webhooks.kinds) and told.seq > webhooks.from_seq
          order by told.seq
          on conflict (webhook_id, seq) do nothing)
        update webhook_position set seq = ending.seq from ending where webhook_position.seq <> ending.seq
        returning webhook_position.seq < (select max(seq) from changes)
        """;

    // Those that never failed come first, so that one which always does holds up no other. What ended long ago is forgotten on the way: this is
    // asked every second, and a statement of its own would be another way to the database.
    private const string DueSql =
        """
        with forgotten as (delete from webhook_deliveries where finished_at < $3)
        select d.id, d.webhook_id, w.url, w.secret, d.kind, d.attempts, d.give_up_at, d.seq, c.kind, coalesce(c.at, d.created_at), c.data::text
        from (select *, row_number() over (partition by webhook_id order by attempts, due_at, id) as place
              from webhook_deliveries where state = 'pending' and due_at <= $1) d
        join webhooks w on w.id = d.webhook_id and w.active
        left join changes c on c.seq = d.seq
        where d.place <= $2 order by d.webhook_id, d.place
        """;

    /// <summary>Turns what is new in the log into deliveries.</summary>
    public static async Task AdvanceAsync(NpgsqlConnection connection, DateTime now, CancellationToken cancellationToken)
    {
        while (await StepAsync(connection, now, Step, cancellationToken))
        {
        }
    }

    /// <summary>A log of millions that came in at once is read in steps: as one it would never be done before it is broken off.</summary>
    /// <param name="connection">The worker's own.</param>
    /// <param name="now">UTC.</param>
    /// <param name="most">Changes.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Whether there is more.</returns>
    public static async Task<bool> StepAsync(NpgsqlConnection connection, DateTime now, int most, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(AdvanceSql, connection) { Parameters = { new() { Value = now }, new() { Value = now + Lifetime }, new() { Value = most } } };
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    /// <summary>What is to be sent now, at most <see cref="MostPerWebhook"/> each; deliveries that ended long ago are forgotten.</summary>
    public static async Task<IReadOnlyList<DueDelivery>> DueAsync(NpgsqlConnection connection, DateTime now, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(DueSql, connection) { Parameters = { new() { Value = now }, new() { Value = MostPerWebhook }, new() { Value = now - Kept } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var due = new List<DueDelivery>();
        while (await reader.ReadAsync(cancellationToken))
        {
            due.Add(new DueDelivery(
                reader.GetInt64(0), reader.GetGuid(1), reader.GetString(2), reader.GetString(3), reader.GetString(4), reader.GetInt32(5), reader.GetDateTime(6),
                reader.IsDBNull(7) ? null : reader.GetInt64(7), reader.IsDBNull(8) ? null : reader.GetString(8), reader.GetDateTime(9), reader.IsDBNull(10) ? null : reader.GetString(10)));
        }

        return due;
    }

    public static Task DeliveredAsync(NpgsqlDataSource dataSource, DueDelivery delivery, int status, DateTime now, CancellationToken cancellationToken) =>
        RunAsync(
            dataSource,
            "update webhook_deliveries set state = 'delivered', attempts = attempts + 1, last_status = $2, last_error = null, finished_at = $3 where id = $1 and state = 'pending'",
            [delivery.Id, status, now], cancellationToken);

    /// <summary>Tries again at <paramref name="retryAt"/>, and the webhook's others not before; or gives up where that is null.</summary>
    public static async Task FailedAsync(
        NpgsqlDataSource dataSource, DueDelivery delivery, int? status, string error, DateTime now, DateTime? retryAt, CancellationToken cancellationToken)
    {
        await RunAsync(
            dataSource,
            """
            update webhook_deliveries set attempts = attempts + 1, last_status = $2, last_error = $3,
              state = case when $5::timestamptz is null then 'dead' else 'pending' end, finished_at = case when $5::timestamptz is null then $4::timestamptz end, due_at = coalesce($5, due_at)
            where id = $1 and state = 'pending'
            """,
            [delivery.Id, (object?)status ?? DBNull.Value, error, now, (object?)retryAt ?? DBNull.Value], cancellationToken);
        if (retryAt is { } next)
        {
            await RunAsync(
                dataSource, "update webhook_deliveries set due_at = $2 where webhook_id = $1 and state = 'pending' and due_at < $2", [delivery.WebhookId, next], cancellationToken);
        }
    }

    private static async Task RunAsync(NpgsqlDataSource dataSource, string sql, object[] values, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(value is DBNull ? new NpgsqlParameter { Value = value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Unknown } : new NpgsqlParameter { Value = value });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
