using Npgsql;

namespace MapDashboard.Data.Intake;

internal static class Faults
{
    /// <summary>Two transactions stood in each other's way: the same again may succeed.</summary>
    public static bool IsWorthAnother(Exception fault) =>
        OfDatabase(fault) is PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure };

    /// <summary>The database has said that the transaction is not committed.</summary>
    public static bool IsRefusal(Exception fault) => fault is PostgresException { InvariantSeverity: "ERROR" };

    /// <summary>A connection of the pool had ended, or the database said good-bye on it (FATAL, PANIC).</summary>
    public static bool IsLostConnection(Exception fault) => OfDatabase(fault) is { } lost && !IsRefusal(lost);

    /// <summary>EF Core wraps what the database said once, and once more where it might pass.</summary>
    private static NpgsqlException? OfDatabase(Exception? fault) => fault is null ? null : fault as NpgsqlException ?? OfDatabase(fault.InnerException);
}
