using Npgsql;

namespace MapDashboard.Data.Intake;

/// <summary>
/// When the plans that a connection keeps are to be made anew. A plan from an empty table reads an index from end to end as readily as it goes to one
/// row, for there both cost the same; once there are thousands it costs all the others their time. So plans go whenever the connection has written
/// twice as much as when they were made: at most twenty times in its life, which costs next to nothing.
/// </summary>
internal sealed class KeptPlans
{
    private int process;
    private long written;
    private long next;

    /// <summary>Says whether the plans are outgrown, and counts the entries that are about to be written.</summary>
    public bool AreOutgrown(NpgsqlConnection connection, int entries)
    {
        if (connection.ProcessID != process) (process, written, next) = (connection.ProcessID, 0, 1);
        var isOutgrown = written >= next;
        if (isOutgrown) next = written * 2;
        written += entries;
        return isOutgrown;
    }
}
