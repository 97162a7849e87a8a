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
