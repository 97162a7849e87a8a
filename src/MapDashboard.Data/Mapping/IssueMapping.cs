using MapDashboard.Data.ChangeLog;
using MapDashboard.Data.Issues;
using MapDashboard.Domain.Coordinates;
using MapDashboard.Domain.Issues;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MapDashboard.Data.Mapping;

internal sealed class CategoryMapping : IEntityTypeConfiguration<Category>
{
    public void Configure(EntityTypeBuilder<Category> builder)
    {
        builder.HasKey(category => category.Code);
        builder.HasOne<Category>().WithMany().HasForeignKey(category => category.ParentCode).OnDelete(DeleteBehavior.Restrict);
        builder.Property(category => category.Limits).HasJson();
    }
}

internal sealed class IssueMapping : IEntityTypeConfiguration<Issue>
{
    public void Configure(EntityTypeBuilder<Issue> builder)
    {
        builder.Property(issue => issue.Version).IsConcurrencyToken();
        builder.Property<byte[]>(HistoryColumns.Head).IsRequired();
        builder.ToTable(table => table.HasCheckConstraint("ck_issues_head", $"octet_length(head) = {HistoryChain.Length}"));
        builder.HasIndex(issue => issue.Number).IsUnique();
        builder.HasOne<Category>().WithMany().HasForeignKey(issue => issue.Category).OnDelete(DeleteBehavior.Restrict);
        builder.Property(issue => issue.Limits).HasJson();
        builder.Property(issue => issue.Handler).HasJson();
        builder.Property(issue => issue.Rating).HasJson();
        builder.Property(issue => issue.VoiceNotes).HasJson().HasDefaultValueSql("'[]'");
        builder.Property(issue => issue.Helpers).HasJson();
        builder.Property(issue => issue.Extension).HasJson();
        builder.Property(issue => issue.Suspension).HasJson();
        builder.Property(issue => issue.Supervision).HasJson();
        builder.HasOne<Issue>().WithMany().HasForeignKey(issue => issue.MergedInto).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(issue => issue.Photos).WithOne().HasForeignKey(photo => photo.IssueId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(issue => issue.Location).HasMethod("gist");
        builder.HasIndex(issue => issue.Audiences).HasMethod("gin");
        builder.HasIndex(issue => new { issue.ReportedAt, issue.Id }).IsDescending(true, true);

        // Of a category that one issue in hundreds has, a list finds its page here, whatever else it asks for.
        builder.HasIndex(issue => new { issue.Category, issue.ReportedAt, issue.Id }).IsDescending(false, true, true);

        // And of a building, which no audience names.
        builder.HasIndex(issue => new { issue.BuildingCode, issue.ReportedAt, issue.Id }).IsDescending(false, true, true).HasFilter("building_code is not null");

        // The snapshot reads open issues and the latest that ended: two small indexes instead of the whole history.
        builder.HasIndex(issue => issue.Status).HasFilter("status not in ('closed', 'merged', 'voided')");
        builder.HasIndex(issue => new { issue.EndedAt, issue.Id }).IsDescending(true, false).HasFilter("ended_at is not null");

        // What the watch may owe something: few rows, and the clock that runs out first comes first.
        builder.HasIndex(issue => issue.WarnAt).HasFilter("warn_at is not null");
        builder.HasIndex(issue => issue.RatingEndsAt).HasFilter("status = 'verified'");
        builder.Check<Issue, IssueStatus>("status");
        builder.Check<Issue, IssueSource>("source");
        builder.Check<Issue, CoordinateSystem>("crs");
        builder.ToTable(table => table.HasCheckConstraint(
            "ck_issues_ended",
            "(ended_at is not null) = (status in ('closed', 'merged', 'voided'))"));
    }
}

internal sealed class PhotoMapping : IEntityTypeConfiguration<Photo>
{
    public void Configure(EntityTypeBuilder<Photo> builder)
    {
        builder.HasKey(photo => new { photo.IssueId, photo.Id });
        builder.Property(photo => photo.Id).ValueGeneratedNever();
        builder.Check<Photo, PhotoKind>("kind");
    }
}

internal sealed class ReporterMapping : IEntityTypeConfiguration<Reporter>
{
    public void Configure(EntityTypeBuilder<Reporter> builder)
    {
        builder.HasKey(reporter => reporter.IssueId);
        builder.Property<byte[]>(HistoryColumns.Salt).IsRequired();
        builder.HasOne<Issue>().WithOne().HasForeignKey<Reporter>(reporter => reporter.IssueId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class CommandMapping : IEntityTypeConfiguration<CommandRow>
{
    public void Configure(EntityTypeBuilder<CommandRow> builder) =>
        builder.HasKey(command => new { command.AccountId, command.Key });
}

internal sealed class TrackingLinkMapping : IEntityTypeConfiguration<TrackingLink>
{
    public void Configure(EntityTypeBuilder<TrackingLink> builder)
    {
        builder.HasKey(link => link.SecretHash);
        builder.HasOne<Issue>().WithMany().HasForeignKey(link => link.IssueId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class RoutingRuleMapping : IEntityTypeConfiguration<RoutingRule>
{
    public void Configure(EntityTypeBuilder<RoutingRule> builder)
    {
        builder.HasKey(rule => rule.Position);
        builder.Property(rule => rule.Position).ValueGeneratedNever();
    }
}

internal sealed class WatchMarkMapping : IEntityTypeConfiguration<WatchMark>
{
    public void Configure(EntityTypeBuilder<WatchMark> builder)
    {
        builder.HasKey(mark => new { mark.IssueId, mark.Clock, mark.Stage, mark.Since, mark.Ahead });
        builder.HasOne<Issue>().WithMany().HasForeignKey(mark => mark.IssueId).OnDelete(DeleteBehavior.Cascade);
        builder.Check<WatchMark, WatchClock>("clock");
        builder.Check<WatchMark, WatchDeed>("deed");
    }
}
