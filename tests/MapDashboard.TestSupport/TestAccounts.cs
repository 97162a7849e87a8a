using MapDashboard.Data;
using MapDashboard.Data.Identity;
using MapDashboard.Data.Seed;
using MapDashboard.Domain.Access;
using MapDashboard.Web.Hosting;
using Microsoft.AspNetCore.Identity;

namespace MapDashboard.TestSupport;

/// <summary>The accounts of the tests: those of the demo with the password <see cref="Password"/>, not marked as demo, and a few that lie across.</summary>
public static class TestAccounts
{
    public const string Password = "a long test password";

    // Hashing is slow on purpose; once for all accounts of a test process is enough.
    private static readonly Lazy<string> Hash = new(() => new PasswordHasher<Account>().HashPassword(null!, Password));

    /// <summary>admin, leader, desk, screen, handler, worker1 … worker7 as in the demo; gridLeader1 leads the first grid only.</summary>
    public static async Task AddAsync(MapDbContext db)
    {
        foreach (var file in CommunitySeed.Accounts(new GisData(ContentFolders.Find("gis-data"))))
        {
            db.Accounts.Add(New(file.UserName, file.Role, file.AreaCode, file.Person));
        }

        db.Accounts.Add(New("gridLeader1", AccountRole.Leader, "990101001001001", null));
        db.Accounts.Add(New("gridDesk2", AccountRole.Desk, "990101001001002", null));
        db.Accounts.Add(New("gridScreen2", AccountRole.Screen, "990101001001002", null));
        await db.SaveChangesAsync();
    }

    public static Account New(string userName, AccountRole role, string? areaCode, string? person) => new()
    {
        Id = Guid.CreateVersion7(),
        UserName = userName,
        NormalizedUserName = userName.ToUpperInvariant(),
        DisplayName = userName,
        Role = role,
        AreaCode = areaCode,
        PersonCode = person,
        PasswordHash = Hash.Value,
        SecurityStamp = Guid.NewGuid().ToString(),
        LockoutEnabled = true,
        CreatedAt = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc),
    };
}
