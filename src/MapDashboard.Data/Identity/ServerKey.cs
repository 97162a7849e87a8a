namespace MapDashboard.Data.Identity;

/// <summary>A random key that all servers of this database share, made by the first that needs it.</summary>
public sealed class ServerKey
{
    public required string Name { get; init; }

    public required byte[] Value { get; init; }
}
