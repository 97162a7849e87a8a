using MapDashboard.Data.Identity;
using MapDashboard.Data.Statistics;
using MapDashboard.Data.Views;
using MapDashboard.Domain.Issues;
using MapDashboard.Domain.Measures;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MapDashboard.Data.Mapping;

internal sealed class MeasureCaseMapping : IEntityTypeConfiguration<MeasureCase>
{
    public void Configure(EntityTypeBuilder<MeasureCase> builder)
    {
        builder.ToTable("measure_cases");
        builder.Property(each => each.Id).UseIdentityAlwaysColumn();
        builder.HasOne<Issue>().WithMany().HasForeignKey(each => each.IssueId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(each => new { each.Kind, each.At, each.IssueId });

        // A median reads the few cases near the middle, and of them only those of its time range.
        builder.HasIndex(each => new { each.Kind, each.Minutes, each.At }).HasFilter("minutes is not null");
        builder.Check<MeasureCase, CaseKind>("kind");
    }
}

internal sealed class MeasureCountMapping : IEntityTypeConfiguration<MeasureCount>
{
    public void Configure(EntityTypeBuilder<MeasureCount> builder)
    {
        builder.ToTable("measure_counts");
        builder.HasKey(each => new { each.Area, each.Dimension, each.Span, each.Day, each.Key });
    }
}

internal sealed class MeasureCursorMapping : IEntityTypeConfiguration<MeasureCursor>
{
    public void Configure(EntityTypeBuilder<MeasureCursor> builder)
    {
        builder.ToTable("measure_cursor", table => table.HasCheckConstraint("ck_measure_cursor_single", "id = 1"));
        builder.Property(each => each.Id).ValueGeneratedNever();
    }
}

internal sealed class SavedViewMapping : IEntityTypeConfiguration<SavedView>
{
    public void Configure(EntityTypeBuilder<SavedView> builder)
    {
        builder.ToTable("saved_views");
        builder.Property(view => view.Id).ValueGeneratedNever();
        builder.HasOne<Account>().WithMany().HasForeignKey(view => view.AccountId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(view => new { view.AccountId, view.Name }).IsUnique();
    }
}
