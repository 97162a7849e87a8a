using MapDashboard.Data.Identity;
using MapDashboard.Domain.Access;
using MapDashboard.Domain.Activities;
using MapDashboard.Domain.Areas;
using MapDashboard.Domain.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MapDashboard.Data.Mapping;

internal sealed class DailyTaskMapping : IEntityTypeConfiguration<DailyTask>
{
    public void Configure(EntityTypeBuilder<DailyTask> builder)
    {
        builder.Property(task => task.Id).ValueGeneratedNever();
        builder.HasIndex(task => new { task.Code, task.ValidFrom }).IsUnique();
        builder.HasOne<Role>().WithMany().HasForeignKey(task => task.Role).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Level>().WithMany().HasForeignKey(task => task.Level).OnDelete(DeleteBehavior.Restrict);
        builder.Check<DailyTask, Cadence>("cadence");
        builder.Check<DailyTask, CountedBy>("counted_by");
        builder.Check<DailyTask, AccountRole>("account_role");
        builder.ToTable(table =>
        {
            table.HasCheckConstraint("ck_daily_tasks_who", "(role is null) <> (account_role is null)");
            table.HasCheckConstraint("ck_daily_tasks_target", $"target between 1 and {DailyTask.MostTarget}");
            table.HasCheckConstraint(
                "ck_daily_tasks_on",
                "case cadence when 'weekly' then \"on\" is not null and \"on\" between 1 and 7 when 'monthly' then \"on\" is not null and \"on\" between 1 and 31 else \"on\" is null end");
            table.HasCheckConstraint("ck_daily_tasks_valid", "valid_to is null or valid_to > valid_from");
        });
    }
}

internal sealed class DoingMapping : IEntityTypeConfiguration<Doing>
{
    public void Configure(EntityTypeBuilder<Doing> builder)
    {
        builder.Property(doing => doing.Id).ValueGeneratedNever();
        builder.HasOne<Account>().WithMany().HasForeignKey(doing => doing.AccountId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Area>().WithMany().HasForeignKey(doing => doing.AreaCode).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(doing => new { doing.Day, doing.AreaCode });
        builder.ToTable(table => table.HasCheckConstraint("ck_doings_count", $"count between 1 and {DailyTask.MostTarget}"));
    }
}

internal sealed class VisitMapping : IEntityTypeConfiguration<Visit>
{
    public void Configure(EntityTypeBuilder<Visit> builder)
    {
        builder.Property(visit => visit.Id).ValueGeneratedNever();
        builder.HasOne<Account>().WithMany().HasForeignKey(visit => visit.AccountId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Area>().WithMany().HasForeignKey(visit => visit.BuildingCode).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(visit => new { visit.Day, visit.BuildingCode });
        builder.HasIndex(visit => visit.AreaPath).HasMethod("gin");
        builder.ToTable(table => table.HasCheckConstraint("ck_visits_households", "households is null or households between 1 and 1000"));
    }
}

internal sealed class PatrolThemeMapping : IEntityTypeConfiguration<PatrolTheme>
{
    public void Configure(EntityTypeBuilder<PatrolTheme> builder) => builder.HasKey(theme => theme.Code);
}

internal sealed class PatrolMapping : IEntityTypeConfiguration<Patrol>
{
    public void Configure(EntityTypeBuilder<Patrol> builder)
    {
        builder.Property(patrol => patrol.Id).ValueGeneratedNever();
        builder.HasOne<Account>().WithMany().HasForeignKey(patrol => patrol.AccountId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Area>().WithMany().HasForeignKey(patrol => patrol.AreaCode).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<PatrolTheme>().WithMany().HasForeignKey(patrol => patrol.Theme).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(patrol => new { patrol.Day, patrol.AccountId });
        builder.HasIndex(patrol => patrol.AreaPath).HasMethod("gin");

        // What the sweep still has to look at.
        builder.HasIndex(patrol => patrol.ReceivedAt).HasFilter("track_deleted_at is null");
        builder.ToTable(table => table.HasCheckConstraint("ck_patrols_end", "ended_at is null or ended_at >= started_at"));
    }
}

internal sealed class PatrolStretchMapping : IEntityTypeConfiguration<PatrolStretch>
{
    public void Configure(EntityTypeBuilder<PatrolStretch> builder)
    {
        builder.HasKey(stretch => new { stretch.PatrolId, stretch.Sequence });
        builder.HasOne<Patrol>().WithMany().HasForeignKey(stretch => stretch.PatrolId).OnDelete(DeleteBehavior.Cascade);
        builder.Property(stretch => stretch.Points).HasJson();
    }
}
