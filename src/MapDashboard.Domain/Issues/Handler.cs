namespace MapDashboard.Domain.Issues;

public enum HandlerKind
{
    Person,
    Organization,
}

/// <summary>To whom an issue was given, frozen when it was decided: a later change of post or name does not rewrite it.</summary>
/// <param name="Kind">A person, also when found through a role, or an organization.</param>
/// <param name="Code">Person code or organization code.</param>
/// <param name="Name">As it was at the time.</param>
/// <param name="Role">Name of the role through which the person was found; null otherwise.</param>
/// <param name="IsPublic">Whether the name may be shown in the hall: organizations, and persons with a public post.</param>
public sealed record Handler(HandlerKind Kind, string Code, string Name, string? Role, bool IsPublic);
