//! The tokens and keys that a request still needs: obtained before each attempt. Tokens are put where
//! their schemes have them, and keys sign.

use http::{HeaderMap, Uri};

use super::{
    applied::AppliedCredentials,
    issued::Proof,
    pending_signature::SharedSigner,
    pending_token::PendingToken,
    token_cache::{TokenCall, TokenContext},
};
use crate::{
    error::{ConfigError, TokenError},
    request_writer::ClientParameters,
    secret::Secret,
};

/// The tokens of a request.
pub(super) struct PendingTokens {
    list: Vec<PendingToken>,
    /// The head before tokens were added.
    plain: Option<Box<(Uri, HeaderMap)>>,
}

impl PendingTokens {
    /// Tokens that are not there yet.
    pub(super) fn new(list: Vec<PendingToken>) -> Self {
        Self { list, plain: None }
    }

    /// Whether the request needs none.
    pub(super) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Whether values of client parameters may come with the tokens.
    pub(super) fn may_have_parameters(&self) -> bool {
        let mut list = self.list.iter();
        list.any(|token| token.cache.may_have_parameters())
    }

    /// The values of client parameters that came with the tokens, those of the first one first.
    pub(super) fn parameters(&self) -> ClientParameters {
        let mut parameters = ClientParameters::new();
        for held in self.list.iter().rev().filter_map(PendingToken::held) {
            for (name, value) in held.parameters.iter() {
                parameters.insert(name.to_owned(), value.clone());
            }
        }
        parameters
    }

    /// Sets the head to which tokens are added.
    pub(super) fn start_from(&mut self, uri: Uri, headers: HeaderMap) {
        self.plain = Some(Box::new((uri, headers)));
    }

    /// Gets the tokens for the next attempt.
    pub(super) async fn obtain(&mut self, call: TokenContext<'_>) -> Result<(), TokenError> {
        for token in &mut self.list {
            let call = TokenCall {
                scheme: token.scheme,
                scopes: token.scopes,
                context: call,
            };
            token.held = Some(token.cache.token(call).await?);
        }
        Ok(())
    }

    /// Forgets the tokens, which the server rejected. Returns whether new ones may make a
    /// difference: all of these were there before the call.
    pub(super) fn reject(&self) -> bool {
        for token in &self.list {
            if let Some(held) = &token.held {
                token.cache.reject(token.scheme, token.scopes, held);
            }
        }
        let mut held = self.list.iter().filter_map(PendingToken::held);
        held.all(|held| held.was_cached)
    }

    /// The tokens as they are.
    pub(super) fn secrets(&self) -> Vec<Secret> {
        let mut secrets = Vec::new();
        for held in self.list.iter().filter_map(PendingToken::held) {
            secrets.extend(held.proof.secrets());
        }
        secrets
    }

    /// What signs the request with the keys, if there are any.
    pub(super) fn signer(&self) -> Option<SharedSigner> {
        self.list.iter().find_map(|keys| {
            let Proof::Keys(pair) = &keys.held.as_ref()?.proof else {
                return None;
            };
            Some(keys.signer.as_ref()?(pair.clone()))
        })
    }

    /// Whether a token is another one than before.
    pub(super) fn differ_from(&self, before: &[Secret]) -> bool {
        let now = self.secrets();
        now.len() != before.len()
            || now
                .iter()
                .zip(before)
                .any(|(now, before)| !now.matches(before.expose()))
    }

    /// The head with the tokens, instead of those that it has.
    pub(super) fn put_into(
        &mut self,
        uri: &Uri,
        headers: &HeaderMap,
    ) -> Result<(Uri, HeaderMap), ConfigError> {
        let plain = self
            .plain
            .get_or_insert_with(|| Box::new((uri.clone(), headers.clone())));
        let mut applied = AppliedCredentials::default();
        for token in &self.list {
            if let Some(Proof::Token(secret)) = token.held.as_ref().map(|held| &held.proof) {
                applied.add_token(token.scheme, secret)?;
            }
        }
        let mut headers = plain.1.clone();
        applied.set_headers(&mut headers);
        applied.add_cookies(&mut headers)?;
        let mut uri = plain.0.to_string();
        for pair in &applied.query {
            uri.push(if uri.contains('?') { '&' } else { '?' });
            uri.push_str(pair);
        }
        let uri = uri.parse();
        let uri = uri.map_err(|_| ConfigError::Endpoint("too long with its token".to_owned()))?;
        Ok((uri, headers))
    }
}
