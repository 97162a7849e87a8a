namespace MapDashboard.Domain.Issues;

public enum HandlerKind
{
    Person,
    Organization,

    /// <summary>The duty desk of an area: where a whistle goes when the responsible post is vacant.</summary>
    Desk,

    /// <summary>An account without a person, which settled its own report on the spot.</summary>
    Account,
}

/// <summary>To whom an issue was given, frozen when it was decided: a later change of post or name does not rewrite it.</summary>
/// <param name="Kind">A person, also when found through a role, an organization, or an area's desk.</param>
/// <param name="Code">Person code, organization code, area code (empty for the desk of issues outside every area) or account id.</param>
/// <param name="Name">As it was at the time.</param>
/// <param name="Role">Name of the role through which the person was found; null otherwise.</param>
/// <param name="IsPublic">Whether the name may be shown in the hall: organizations, desks, and persons with a public post.</param>
public sealed record Handler(HandlerKind Kind, string Code, string Name, string? Role, bool IsPublic);

/// <summary>协办: who helps the lead handler, with a report-in of its own.</summary>
/// <param name="Handler">Frozen like the lead's.</param>
/// <param name="ReportedInAt">UTC; null until it has reported in.</param>
public sealed record Helper(Handler Handler, DateTime? ReportedInAt);
