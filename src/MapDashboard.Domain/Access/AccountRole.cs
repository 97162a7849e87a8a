namespace MapDashboard.Domain.Access;

/// <summary>What an account may do (账号权限). Not to be confused with <see cref="People.Role"/>, the kind of a post.</summary>
public enum AccountRole
{
    /// <summary>The whole map; stands in for desk and leader where a place has nobody else.</summary>
    Admin,

    /// <summary>Decides for an area and all below it.</summary>
    Leader,

    /// <summary>The duty desk (值班台): accepts, dispatches, calls back.</summary>
    Desk,

    /// <summary>A grid worker: reports, handles, verifies where its posts are.</summary>
    Worker,

    /// <summary>A person of a department: gets work by dispatch only.</summary>
    Handler,

    /// <summary>A screen in a public hall: sees the public view of its area and does nothing.</summary>
    Screen,
}
