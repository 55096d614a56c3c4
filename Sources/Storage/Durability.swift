/// What a commit promises when it returns.
///
/// Both kinds are atomic and isolated, and neither can leave a store that needs repair. They differ only in what a
/// power failure (or a crash of the operating system) may take away. A process that dies, also by `kill -9`, loses
/// nothing that was committed in either way, because the operating system has all of it.
public enum Durability: Sendable, Hashable, CaseIterable {
  /// This commit and all before it survive a power failure.
  case synced

  /// The commit survives the death of the process. A power failure may undo it, and buffered commits before it,
  /// newest first: what comes back is the state after some commit at or after the last synced one.
  ///
  /// (LMDB syncs the data pages of every commit and leaves only the page that names the newest root unsynced, so at
  /// most the last buffered commit is lost there. Do not rely on more than the promise.)
  case buffered
}
