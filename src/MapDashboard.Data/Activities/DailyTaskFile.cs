using MapDashboard.Domain.Access;
using MapDashboard.Domain.Activities;

namespace MapDashboard.Data.Activities;

/// <summary>A daily task in the JSON of gis-data; the order of the file is the order of the list.</summary>
public sealed record DailyTaskFile(
    string Code, string Name, string? NameEn, string? Role, AccountRole? AccountRole, string? Level, Cadence Cadence, int? On = null, int? Target = null,
    CountedBy? CountedBy = null, bool? NeedsNote = null)
{
    public DailyTask Task(int position, DateOnly from) => new()
    {
        Id = Guid.CreateVersion7(), Code = Code, Name = Name, NameEn = string.IsNullOrEmpty(NameEn) ? Name : NameEn, Role = Role, AccountRole = AccountRole, Level = Level,
        Cadence = Cadence, On = On, Target = Target ?? 1, CountedBy = CountedBy ?? Domain.Activities.CountedBy.Hand, NeedsNote = NeedsNote ?? false,
        Position = position, ValidFrom = from,
    };
}
