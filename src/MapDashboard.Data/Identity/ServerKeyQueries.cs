using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Data.Identity;

/// <summary>Keys that all servers of this database share.</summary>
public static class ServerKeyQueries
{
    private const int KeyBytes = 32;

    /// <summary>The key of this name; made now where nobody has made it. Two servers that come at once get the same.</summary>
    public static async Task<byte[]> ServerKeyAsync(this MapDbContext db, string name, CancellationToken cancellationToken)
    {
        var fresh = RandomNumberGenerator.GetBytes(KeyBytes);
        await db.Database.ExecuteSqlAsync($"insert into server_keys (name, value) values ({name}, {fresh}) on conflict do nothing", cancellationToken);
        return await db.ServerKeys.Where(key => key.Name == name).Select(key => key.Value).SingleAsync(cancellationToken);
    }
}
