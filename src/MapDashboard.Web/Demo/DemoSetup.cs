using MapDashboard.Domain;
using MapDashboard.Data;
using MapDashboard.Data.Identity;
using MapDashboard.Data.Seed;
using MapDashboard.Domain.Access;
using MapDashboard.Web.Hosting;
using MapDashboard.Web.Identity;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace MapDashboard.Web.Demo;

/// <summary>Fills a new database before the server listens: reference data always, community, accounts and a week's history on the embedded default.</summary>
public static class DemoSetup
{
    public const string Password = "demo";

    public static async Task FillAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        var provider = scope.ServiceProvider;
        var db = provider.GetRequiredService<MapDbContext>();
        var database = provider.GetRequiredService<MapDatabase>();
        var options = provider.GetRequiredService<IOptions<MapOptions>>().Value;
        var time = provider.GetRequiredService<TimeProvider>();
        var logger = provider.GetRequiredService<ILoggerFactory>().CreateLogger("MapDashboard.Setup");
        var files = new GisData(ContentFolders.Find("gis-data"));
        await ReferenceSeed.EnsureAsync(db, files, time.UtcNow(), cancellationToken);
        if (!database.IsEmbedded)
        {
            await OfferSetupAsync(db, provider.GetRequiredService<SetupCode>(), logger, cancellationToken);
            return;
        }

        if (options.Demo && !await db.Areas.AnyAsync(cancellationToken))
        {
            logger.LogInformation("First start: loading the demo community");
            await CommunitySeed.LoadAsync(db, files, time.UtcNow() - DemoHistory.Length, cancellationToken);
        }

        if (!await db.Accounts.AnyAsync(cancellationToken))
        {
            await AddAccountsAsync(provider.GetRequiredService<UserManager<Account>>(), db, files, time, cancellationToken);
        }

        if (options.Demo && !await db.Issues.AnyAsync(cancellationToken))
        {
            await provider.GetRequiredService<DemoHistory>().WriteAsync(cancellationToken);
        }

        if (options.Demo && !await db.Doings.AnyAsync(cancellationToken)) await provider.GetRequiredService<DemoActivities>().WriteAsync(cancellationToken);

        var names = await db.Accounts.Where(account => account.Demo).OrderBy(account => account.UserName).Select(account => account.UserName).ToListAsync(cancellationToken);
        logger.LogWarning("Demo accounts with the password \"{Password}\": {Names}", Password, string.Join(' ', names));
    }

    /// <summary>The demo's accounts. Without the demo community they have no area and no person.</summary>
    private static async Task AddAccountsAsync(
        UserManager<Account> accounts, MapDbContext db, GisData files, TimeProvider time, CancellationToken cancellationToken)
    {
        var hasCommunity = await db.Areas.AnyAsync(cancellationToken);

        // One hash for all: the password is public, and hashing it a dozen times would only slow the first start.
        var hash = accounts.PasswordHasher.HashPassword(null!, Password);
        var position = 0;
        foreach (var file in CommunitySeed.Accounts(files))
        {
            var account = new Account
            {
                Id = Guid.CreateVersion7(), UserName = file.UserName, DisplayName = file.DisplayName, Role = file.Role,
                AreaCode = hasCommunity ? file.AreaCode : null, PersonCode = hasCommunity ? file.Person : null,
                Demo = true, PasswordHash = hash, LockoutEnabled = false, CreatedAt = time.UtcNow().AddMilliseconds(position++),
            };
            var made = await accounts.CreateAsync(account);
            if (!made.Succeeded) throw new InvalidOperationException(string.Join(' ', made.Errors.Select(error => error.Description)));
        }
    }

    private static async Task OfferSetupAsync(MapDbContext db, SetupCode setup, ILogger logger, CancellationToken cancellationToken)
    {
        if (await db.Accounts.AnyAsync(account => account.Role == AccountRole.Admin && !account.Demo, cancellationToken)) return;
        logger.LogWarning("There is no admin yet. Open the sign-in page and enter this one-time code: {Code}", setup.Create());
    }
}
