import ChainCrypto
import ClientKit
import Primitives

extension Session {
  /// The flag that says where a password is.
  static let passwordFlag = Flag("password", "P", .text, "`source` of the password: env:NAME, file:PATH, fd:N, stdin or pass:TEXT")

  /// Asks for a secret that is typed without being shown.
  func ask(_ prompt: String) throws(CommandFailure) -> SecretBytes {
    guard !options.isNonInteractive else {
      throw CommandFailure(
        "a secret is needed, and --non-interactive forbids asking", hint: "Say where it is: --password env:NAME, file:PATH, fd:N or stdin.")
    }
    say(prompt)
    return try Terminal.readSecret()
  }

  /// The password: from where `--password` says, else typed.
  func password(_ prompt: String) throws(CommandFailure) -> SecretBytes {
    guard flags.isGiven("password") else { return try ask(prompt) }
    return try PasswordSource(flags.text("password")).read()
  }

  /// A new password: from where `--password` says, else typed twice.
  func newPassword(_ prompt: String, again: String) throws(CommandFailure) -> SecretBytes {
    if flags.isGiven("password") { return try PasswordSource(flags.text("password")).read() }
    let first = try ask(prompt)
    guard try ask(again) == first else { throw CommandFailure("password doesn't match") }
    return first
  }

  /// Asks whether to go on; `YES` and `yes` do.
  func confirm() throws(CommandFailure) -> Bool {
    guard !options.isNonInteractive else {
      throw CommandFailure("a confirmation is needed, and --non-interactive forbids asking (use --assume-yes)")
    }
    let answer = Terminal.readAnswer()
    return answer == "YES" || answer == "yes"
  }

  /// The key files.
  var vault: KeyVault { KeyVault(folder: settings.wallet) }

  /// The key of a name or an address.
  ///
  /// - Parameter label: what messages call the account.
  func key(of word: String, label: String, password: SecretBytes) throws(CommandFailure) -> PrivateKey {
    let address = try parsedAddress(of: word)
    guard let entry = vault.entry(of: address) else {
      throw CommandFailure("account #\(label) does not match all keys in keystore")
    }
    do throws(KeystoreError) {
      return try vault.file(entry).unlock(with: password)
    } catch {
      throw CommandFailure("\(error)")
    }
  }
}
