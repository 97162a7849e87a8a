using MapDashboard.Data.ChangeLog;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MapDashboard.Data.Mapping;

internal sealed class ChangeRowMapping : IEntityTypeConfiguration<ChangeRow>
{
    public void Configure(EntityTypeBuilder<ChangeRow> builder)
    {
        builder.HasKey(change => change.Seq);
        builder.Property(change => change.Seq).UseIdentityAlwaysColumn();
        builder.Ignore(change => change.ClearedNow);
        builder.Property(change => change.Data).HasColumnType("jsonb");
        builder.HasIndex(change => new { change.IssueId, change.IssueVersion }).IsUnique().HasFilter("issue_id is not null");
        builder.HasIndex(change => change.At);
        builder.HasIndex(change => change.Kind).HasFilter("kind = 'mode.switched'");
    }
}

internal sealed class LogEpochMapping : IEntityTypeConfiguration<LogEpoch>
{
    public void Configure(EntityTypeBuilder<LogEpoch> builder)
    {
        builder.ToTable("log_epoch", table => table.HasCheckConstraint("ck_log_epoch_single", "id = 1"));
        builder.Property(epoch => epoch.Id).ValueGeneratedNever();
    }
}
