using MapDashboard.Domain.Areas;
using MapDashboard.Domain.Calendar;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MapDashboard.Data.Mapping;

internal sealed class CalendarMapping : IEntityTypeConfiguration<AreaCalendar>
{
    public void Configure(EntityTypeBuilder<AreaCalendar> builder)
    {
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.HasOne<Area>().WithMany().HasForeignKey(row => row.AreaCode).OnDelete(DeleteBehavior.Restrict);

        // One calendar an area, and one default.
        builder.HasIndex(row => row.AreaCode).IsUnique().AreNullsDistinct(false);
        builder.Property(row => row.Calendar).HasJson();
        builder.ToTable(table => table.HasCheckConstraint("ck_working_calendars_range", "\"from\" <= \"to\""));
    }
}
