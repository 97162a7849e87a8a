using MapDashboard.Data.ChangeLog;

namespace MapDashboard.Data.People;

/// <summary>
/// Which state of areas, posts and people a server's memory may tell of (decisions/0022). A new one begins when the log tells of a Change of these, and
/// when this server itself has written one. Whoever asks makes sure that the log is being followed.
/// </summary>
public sealed class PeopleVersion
{
    private static readonly string[] Kinds = ["area", "mode", "post", "person", "people", "organization", "pairing", "facility", "role", "level"];

    private long present;

    /// <summary>To be asked before anything is read that is to be kept: what was read before something changed may be old.</summary>
    public long Present => Interlocked.Read(ref present);

    /// <summary>Nothing of what is known counts any more.</summary>
    public void Forget() => Interlocked.Increment(ref present);

    /// <summary>What the log says next; forgets where it concerns places or people.</summary>
    public void Follow(IEnumerable<ChangeRow> rows)
    {
        if (rows.Any(row => row.IssueId is null && Kinds.Contains(row.Kind.Split('.')[0], StringComparer.Ordinal))) Forget();
    }
}
