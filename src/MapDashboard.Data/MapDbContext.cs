using MapDashboard.Data.Archives;
using MapDashboard.Data.ChangeLog;
using MapDashboard.Data.Geometries;
using MapDashboard.Data.Identity;
using MapDashboard.Data.Issues;
using MapDashboard.Data.People;
using MapDashboard.Data.Screens;
using MapDashboard.Data.Views;
using MapDashboard.Data.Webhooks;
using MapDashboard.Domain.Activities;
using MapDashboard.Domain.Areas;
using MapDashboard.Domain.Calendar;
using MapDashboard.Domain.Changes;
using MapDashboard.Domain.Issues;
using MapDashboard.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace MapDashboard.Data;

/// <summary>The database. Use cases query it directly (decisions/0001); everything that a screen shows is written by <see cref="CommitAsync"/>.</summary>
public sealed class MapDbContext : DbContext
{
    /// <summary>
    /// Saves within a transaction make no savepoint: nobody goes on with one that a save has spoiled, each is two more messages, and EF Core keeps silent where it
    /// cannot let one go because the connection broke, so that what came next found a closed connection. A <see cref="Intake.Batch"/> makes its own.
    /// </summary>
    public MapDbContext(DbContextOptions<MapDbContext> options)
        : base(options) => Database.AutoSavepointsEnabled = false;

    public DbSet<Level> Levels => Set<Level>();

    public DbSet<Area> Areas => Set<Area>();

    public DbSet<Organization> Organizations => Set<Organization>();

    public DbSet<Person> People => Set<Person>();

    public DbSet<Role> Roles => Set<Role>();

    public DbSet<Post> Posts => Set<Post>();

    public DbSet<Pairing> Pairings => Set<Pairing>();

    public DbSet<StaffingRule> StaffingRules => Set<StaffingRule>();

    public DbSet<SizeRule> SizeRules => Set<SizeRule>();

    public DbSet<Facility> Facilities => Set<Facility>();

    public DbSet<Notice> Notices => Set<Notice>();

    public DbSet<NoticeReceipt> NoticeReceipts => Set<NoticeReceipt>();

    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();

    public DbSet<Category> Categories => Set<Category>();

    public DbSet<AreaCalendar> WorkingCalendars => Set<AreaCalendar>();

    public DbSet<DailyTask> DailyTasks => Set<DailyTask>();

    public DbSet<Doing> Doings => Set<Doing>();

    public DbSet<Visit> Visits => Set<Visit>();

    public DbSet<PatrolTheme> PatrolThemes => Set<PatrolTheme>();

    public DbSet<Patrol> Patrols => Set<Patrol>();

    public DbSet<PatrolStretch> PatrolStretches => Set<PatrolStretch>();

    public DbSet<Issue> Issues => Set<Issue>();

    public DbSet<Photo> Photos => Set<Photo>();

    public DbSet<Reporter> Reporters => Set<Reporter>();

    public DbSet<TrackingLink> TrackingLinks => Set<TrackingLink>();

    public DbSet<CommandRow> Commands => Set<CommandRow>();

    public DbSet<RoutingRule> RoutingRules => Set<RoutingRule>();

    public DbSet<WatchMark> WatchMarks => Set<WatchMark>();

    public DbSet<ChangeRow> Changes => Set<ChangeRow>();

    public DbSet<Checkpoint> Checkpoints => Set<Checkpoint>();

    public DbSet<HistoryRoot> HistoryRoots => Set<HistoryRoot>();

    public DbSet<Archive> Archives => Set<Archive>();

    public DbSet<ArchivedIssue> ArchivedIssues => Set<ArchivedIssue>();

    public DbSet<Webhook> Webhooks => Set<Webhook>();

    public DbSet<WebhookDelivery> WebhookDeliveries => Set<WebhookDelivery>();

    public DbSet<LogEpoch> LogEpochs => Set<LogEpoch>();

    public DbSet<Account> Accounts => Set<Account>();

    public DbSet<Session> Sessions => Set<Session>();

    public DbSet<AccessToken> AccessTokens => Set<AccessToken>();

    public DbSet<Screen> Screens => Set<Screen>();

    public DbSet<ScreenPairing> ScreenPairings => Set<ScreenPairing>();

    public DbSet<ServerKey> ServerKeys => Set<ServerKey>();

    public DbSet<SavedView> SavedViews => Set<SavedView>();

    /// <summary>
    /// Saves the tracked rows and appends the Changes, in one transaction and in this order: row locks first, the log's lock last,
    /// everywhere, or two writers could deadlock (decisions/0003). The Changes of an issue become links of its chain (decisions/0013), so the
    /// issue must be tracked here.
    /// </summary>
    /// <exception cref="DbUpdateConcurrencyException">Another writer was faster; nothing was written.</exception>
    /// <exception cref="DbUpdateException">A constraint refused; nothing was written.</exception>
    public Task CommitAsync(IReadOnlyList<Change> changes, CancellationToken cancellationToken = default) =>
        CommitAsync(ChainedRows.Of(this, changes), cancellationToken);

    internal async Task CommitAsync(IReadOnlyList<ChangeRow> rows, CancellationToken cancellationToken)
    {
        var outer = Database.CurrentTransaction;
        var transaction = outer ?? await Database.BeginTransactionAsync(cancellationToken);
        try
        {
            await SaveChangesAsync(cancellationToken);
            ChangeTracker.AutoDetectChangesEnabled = false;
            Changes.AddRange(rows);
            await SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        finally
        {
            ChangeTracker.AutoDetectChangesEnabled = true;
            if (outer is null) await transaction.DisposeAsync();
        }
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasPostgresExtension("postgis");
        Spatial.Map(modelBuilder);
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(MapDbContext).Assembly);
        Mapping.SnakeCase.Apply(modelBuilder);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTime>().HaveConversion<Mapping.UtcValueConverter>();
        Mapping.EnumWords.Apply(configurationBuilder);
    }
}
