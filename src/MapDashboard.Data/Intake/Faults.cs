using Npgsql;

namespace MapDashboard.Data.Intake;

internal static class Faults
{
    /// <summary>Two transactions stood in each other's way: the same again may succeed.</summary>
    public static bool IsWorthAnother(Exception fault) =>
        (fault as PostgresException ?? fault.InnerException) is PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure };

    /// <summary>The database has said that the transaction is not committed.</summary>
    public static bool IsRefusal(Exception fault) => fault is PostgresException { InvariantSeverity: "ERROR" };

    /// <summary>A connection of the pool had ended, or the database said good-bye on it (FATAL, PANIC).</summary>
    public static bool IsLostConnection(Exception fault) => (fault as NpgsqlException ?? fault.InnerException) is NpgsqlException lost && !IsRefusal(lost);
}
