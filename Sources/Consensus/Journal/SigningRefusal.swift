/// Why the journal lets nothing be signed.
public enum SigningRefusal: String, Error, Hashable, Sendable, CaseIterable {
  /// Something else of this kind was signed in this round.
  case contradiction
  /// Something of a later round or step was signed already.
  case past
  /// Another node holds the lease of this key, or nobody does.
  case fenced
}
