using MapDashboard.Domain;
using MapDashboard.Domain.Issues;

namespace MapDashboard.Web.Issues;

/// <summary>A building or a unit as what a question is narrowed to. Neither is an audience: they are columns of the issue.</summary>
/// <param name="Building">Null of a unit that once stood under another building: it may have issues of that time.</param>
/// <param name="Unit">Null of a building.</param>
public sealed record IssuePlace(string? Building, string? Unit)
{
    /// <summary>For SQL, where a parameter holds building and unit in this order.</summary>
    public string[] Codes => [Building ?? "", Unit ?? ""];

    /// <param name="level">Of the area that was asked for.</param>
    /// <param name="code">Likewise.</param>
    /// <param name="parent">Likewise.</param>
    /// <param name="hasMoved">Whether it, or something above it, may once have had another parent.</param>
    /// <param name="isPublic">A screen is never told the unit, and must not find it by asking for one after the other.</param>
    /// <returns>Null for an area of any other level.</returns>
    public static Outcome<IssuePlace?> Of(string level, string code, string? parent, bool hasMoved, bool isPublic) => level switch
    {
        "building" => new IssuePlace(code, null),
        "unit" when isPublic => new Refusal(RefusalCodes.AccessDenied, "The unit of an issue is not shown to this account."),
        "unit" => new IssuePlace(hasMoved ? null : parent, code),
        _ => default(IssuePlace),
    };

    public IQueryable<Issue> Of(IQueryable<Issue> issues) => this switch
    {
        { Unit: null } => issues.Where(issue => issue.BuildingCode == Building),
        { Building: null } => issues.Where(issue => issue.UnitCode == Unit),
        _ => issues.Where(issue => issue.BuildingCode == Building && issue.UnitCode == Unit),
    };

    /// <summary>The same in SQL.</summary>
    /// <param name="row">The alias of a row of issues.</param>
    /// <param name="codes">The parameter that holds <see cref="Codes"/>.</param>
    public string Of(string row, string codes) => this switch
    {
        { Unit: null } => $"{row}.building_code = ({codes}::text[])[1]",
        { Building: null } => $"{row}.unit_code = ({codes}::text[])[2]",
        _ => $"{row}.building_code = ({codes}::text[])[1] and {row}.unit_code = ({codes}::text[])[2]",
    };
}
